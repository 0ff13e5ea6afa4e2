"""How the portal is found: what search engines, feed readers and social networks read of it.

Templates ask ``discovery(page)`` for what the head of a page says; files that stand beside the pages
(sitemap, feeds, redirects, share images) come from ``DiscoveryGenerator.make_files``.
"""


def register() -> None:
    """Connect to Pelican, which is imported only here, so that the rest runs without it."""
    from pelican import signals  # noqa: PLC0415 - see above

    signals.get_generators.connect(_get_generators)


def _get_generators(pelican: object) -> type:
    """What is behind it takes long to import, and a build that has nothing to do never asks."""
    from pelican import signals  # noqa: PLC0415 - see ``register``

    from plugins.discovery.generator import DiscoveryGenerator, install_global  # noqa: PLC0415

    del pelican
    signals.generator_init.connect(install_global)
    return DiscoveryGenerator
