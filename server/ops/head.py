"""serve.py head: sign how much the journal holds, write it down and print it."""

from server.config import Config
from server.services import heads


def run(config: Config) -> int:
    """Print the head as a person can copy it, and append it to the file of heads."""
    from server.state import open_window

    window = open_window(config, existing=True)
    head = window.database.read_now(lambda tx: heads.make(window, tx))
    path = heads.path_of(config)
    heads.append(path, head)
    print(f"{head.at}  {head.count} entries\nroot {head.root}\nsign {head.mac}\nin {path}")
    return 0
