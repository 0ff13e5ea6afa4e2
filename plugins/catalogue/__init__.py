"""Records to pages: the portal's own Pelican generator and the pages it makes."""


def register() -> None:
    """Connect the plugin to Pelican."""
    from pelican import signals  # noqa: PLC0415 - checks run without Pelican

    signals.get_generators.connect(_get_generators)


def _get_generators(pelican: object) -> type:
    """What is behind it takes long to import, and a build that has nothing to do never asks."""
    from plugins.catalogue.hooks import CatalogueGenerator  # noqa: PLC0415 - see above

    del pelican
    return CatalogueGenerator
