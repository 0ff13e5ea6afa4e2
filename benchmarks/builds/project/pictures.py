"""A handful of logos, so that pictures are part of the work without being most of it."""

from pathlib import Path

from PIL import Image

LOGO_FILES = ("logo-a.png", "logo-b.png", "logo-c.png")
COLOURS = ("#225577", "#557722", "#772255")
LENGTH = 160


def write_logos(folder: Path) -> None:
    folder.mkdir(parents=True)
    for file, colour in zip(LOGO_FILES, COLOURS, strict=True):
        Image.new("RGB", (LENGTH, LENGTH), colour).save(folder / file)
