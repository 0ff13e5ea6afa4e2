"""A reader of QR codes by ISO/IEC 18004, for codes without a stain: it corrects nothing."""

import re

Module = tuple[int, int]

ALIGNMENT = {1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34), 7: (6, 22, 38), 8: (6, 24, 42)}  # fmt: skip
"""Version → the places of alignment patterns (annex E)."""

BLOCKS = {
    1: [16], 2: [28], 3: [44], 4: [32] * 2, 5: [43] * 2, 6: [27] * 4, 7: [31] * 4,
    8: [38] * 2 + [39] * 2,
}  # fmt: skip
"""Version → how many codewords of data each block has at the level M (table 9)."""

MASKS = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, _: y % 2 == 0,
    lambda _, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)
FORMAT_MASK = 0b101010000010010
LEVEL_M = 0b00
BYTES = 0b0100
QUIET = 4


def read_path(size: int, path: str) -> str:
    """The text of a code that is drawn by strokes, each a bar of dark modules."""
    dark: set[Module] = set()
    strokes = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert "".join(f"M{x} {y}h{n}v1h-{back}z" for x, y, n, back in strokes) == path
    for x, y, length, back in strokes:
        assert length == back
        bar = {(int(y) - QUIET, int(x) - QUIET + at) for at in range(int(length))}
        assert not bar & dark
        dark |= bar
    side = size - 2 * QUIET
    assert all(0 <= y < side and 0 <= x < side for y, x in dark), "the zone around it is light"
    return read_code(side, dark)


def read_code(side: int, dark: set[Module]) -> str:
    version, rest = divmod(side - 17, 4)
    assert rest == 0
    mask = _mask(dark)
    fixed = _fixed(side, version)
    bits = [((y, x) in dark) != MASKS[mask](y, x) for y, x in _way(side) if (y, x) not in fixed]
    words = [_number(bits[at : at + 8]) for at in range(0, len(bits) - 7, 8)]
    data = _in_order(words, BLOCKS[version])
    stream = [bool(word >> (7 - at) & 1) for word in data for at in range(8)]
    assert _number(stream[:4]) == BYTES
    count = 16 if version > 9 else 8
    length = _number(stream[4 : 4 + count])
    start = 4 + count
    octets = [_number(stream[start + 8 * at : start + 8 * at + 8]) for at in range(length)]
    return bytes(octets).decode("utf-8")


def _number(bits: list[bool]) -> int:
    return int("".join("01"[bit] for bit in bits), 2)


def _mask(dark: set[Module]) -> int:
    """Which mask lies over the data, as the format information beside the first corner says."""
    places = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    found = _number([place in dark for place in places]) ^ FORMAT_MASK
    assert found >> 13 == LEVEL_M
    return found >> 10 & 0b111


def _fixed(side: int, version: int) -> set[Module]:
    """The modules that hold no data: patterns, format and version."""
    last = side - 8
    corners = {
        (top + y, left + x)
        for top, left, high, wide in ((0, 0, 9, 9), (0, last, 9, 8), (last, 0, 8, 9))
        for y in range(high)
        for x in range(wide)
    }
    timing = {(6, at) for at in range(side)} | {(at, 6) for at in range(side)}
    centres = ALIGNMENT[version]
    aligned = {
        (cy + y, cx + x)
        for cy in centres
        for cx in centres
        if (cy, cx) not in {(6, 6), (6, side - 7), (side - 7, 6)}
        for y in range(-2, 3)
        for x in range(-2, 3)
    }
    told = {(y, side - 11 + x) for y in range(6) for x in range(3)} if version >= 7 else set()
    return corners | timing | aligned | told | {(x, y) for y, x in told}


def _way(side: int) -> list[Module]:
    """All modules in the order of the data: up and down in columns of two, from the right."""
    way, upwards = [], True
    for right in range(side - 1, 0, -2):
        column = right if right > 6 else right - 1
        rows = range(side - 1, -1, -1) if upwards else range(side)
        way += [(y, x) for y in rows for x in (column, column - 1)]
        upwards = not upwards
    return way


def _in_order(words: list[int], blocks: list[int]) -> list[int]:
    """The codewords of data, block after block; they stand in the code in turn."""
    found: list[list[int]] = [[] for _ in blocks]
    ahead = iter(words)
    for at in range(max(blocks)):
        for block, length in zip(found, blocks, strict=True):
            if at < length:
                block.append(next(ahead))
    return [word for block in found for word in block]
