"""Records to pages: the portal's own Pelican generator and the pages it makes."""


def register() -> None:
    """Connect the plugin to Pelican."""
    from pelican import signals  # noqa: PLC0415 - checks run without Pelican

    from plugins.catalogue.hooks import get_generators  # noqa: PLC0415

    signals.get_generators.connect(get_generators)
