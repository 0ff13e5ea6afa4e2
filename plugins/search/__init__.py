"""How candidates find things: an index of all pages for each language, which the browser searches.

Records and pages become documents, documents words, words an index with lunr's own weights, and
the index small files that ``themes/portal/static/js/search-core.js`` fetches one by one. Templates
ask ``search_manifest(page)`` for the address of the first of them.
"""


def register() -> None:
    """Connect to Pelican, which is imported only here, so that the rest runs without it."""
    from pelican import signals  # noqa: PLC0415 - see above

    signals.get_generators.connect(_get_generators)


def _get_generators(pelican: object) -> type:
    """What is behind it takes long to import, and a build that has nothing to do never asks."""
    from pelican import signals  # noqa: PLC0415 - see ``register``

    from plugins.search.generator import SearchGenerator, install_globals  # noqa: PLC0415

    del pelican
    signals.generator_init.connect(install_globals)
    return SearchGenerator
