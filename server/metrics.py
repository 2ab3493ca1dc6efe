"""Counters and a latency histogram in Prometheus' text format."""

from collections import defaultdict

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """What this process did since it started."""

    def __init__(self):
        self._requests: dict[tuple[str, str, int], int] = defaultdict(int)
        self._seconds: dict[str, list[float]] = {}

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request. route is the pattern, never the path with its values."""
        self._requests[method, route, status] += 1
        row = self._seconds.get(route)
        if row is None:
            row = self._seconds[route] = [0.0] * (len(BUCKETS) + 2)
        row[-2] += 1
        row[-1] += seconds
        for index, bound in enumerate(BUCKETS):
            if seconds <= bound:
                row[index] += 1
                break

    def text(self, gauges: dict[str, float]) -> bytes:
        """The exposition."""
        lines = ["# TYPE onewindow_requests_total counter"]
        for (method, route, status), count in sorted(self._requests.items()):
            lines.append(
                f'onewindow_requests_total{{method="{method}",route="{route}",'
                f'status="{status}"}} {count}'
            )
        lines.append("# TYPE onewindow_request_seconds histogram")
        for route, row in sorted(self._seconds.items()):
            total = 0.0
            for bound, count in zip(BUCKETS, row, strict=False):
                total += count
                lines.append(
                    f'onewindow_request_seconds_bucket{{route="{route}",le="{bound}"}} {total:g}'
                )
            lines.append(
                f'onewindow_request_seconds_bucket{{route="{route}",le="+Inf"}} {row[-2]:g}'
            )
            lines.append(f'onewindow_request_seconds_sum{{route="{route}"}} {row[-1]:.6f}')
            lines.append(f'onewindow_request_seconds_count{{route="{route}"}} {row[-2]:g}')
        for name, value in gauges.items():
            kind = "counter" if name.endswith("_total") else "gauge"
            lines += [f"# TYPE onewindow_{name} {kind}", f"onewindow_{name} {value:g}"]
        return ("\n".join(lines) + "\n").encode()
