"""Pages and files to the published folder. Nothing else in the project writes there."""

from collections.abc import Sequence


def register() -> None:
    """Connect the plugin to Pelican."""
    from pelican import signals  # noqa: PLC0415 - the preview runs without Pelican

    from plugins.publishing import faults, start  # noqa: PLC0415 - the same

    faults.show_plainly()
    signals.initialized.connect(start.refuse_unsafe_output)
    signals.initialized.connect(start.stop_where_nothing_changed)
    signals.all_generators_finalized.connect(_publish_site)
    signals.finalized.connect(faults.forget)


def _publish_site(generators: Sequence[object]) -> None:
    from plugins.publishing.hooks import publish_site  # noqa: PLC0415 - see ``start``

    publish_site(generators)
