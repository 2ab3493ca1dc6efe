"""The grids as areas: what the map draws, and which grid holds a place."""

import itertools

from world import done

from server.rules import areas


def test_the_outlines_of_the_grids_tile_the_street_without_gaps(lite_world):
    client = lite_world.nobody()
    first = client.get("/grids")
    body = done(first)
    assert first.headers["content-type"] == "application/geo+json"
    known = {grid["id"] for grid in done(client.get("/reference"))["grids"]}
    assert {feature["id"] for feature in body["features"]} == known
    # Every edge inside belongs to two grids; those that belong to one make the border, a closed line.
    edges: dict = {}
    for feature in body["features"]:
        (ring,) = feature["geometry"]["coordinates"]
        assert ring[0] == ring[-1]
        for ends in itertools.pairwise([tuple(position) for position in ring]):
            edge = frozenset(ends)
            edges[edge] = edges.get(edge, 0) + 1
    assert set(edges.values()) == {1, 2}
    corners = [corner for edge, uses in edges.items() if uses == 1 for corner in edge]
    assert all(corners.count(corner) == 2 for corner in corners)
    again = client.get("/grids", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_a_place_in_a_hole_or_between_two_parts_lies_in_no_grid():
    square = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]
    hole = [[3, 3], [6, 3], [6, 6], [3, 6], [3, 3]]
    far = [[20, 0], [29, 0], [29, 9], [20, 9], [20, 0]]
    rings = areas.rings_of("MultiPolygon", [[square, hole], [far]])
    assert areas.contains(rings, 1, 1)
    assert areas.contains(rings, 25, 1)
    assert not areas.contains(rings, 4, 4)
    assert not areas.contains(rings, 15, 1)


def test_the_map_comes_compressed_to_who_takes_it_and_is_not_sent_twice(lite_world):
    client = lite_world.nobody()
    plain = client.get("/grids", headers={"accept-encoding": "identity"})
    packed = client.get("/grids", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) * 5 < int(plain.headers["content-length"])
    assert packed.headers["etag"] != plain.headers["etag"]
    for first, takes in ((plain, "identity"), (packed, "gzip")):
        known = {"if-none-match": first.headers["etag"], "accept-encoding": takes}
        assert client.get("/grids", headers=known).status_code == 304
