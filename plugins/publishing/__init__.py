"""Pages and files to the published folder. Nothing else in the project writes there."""


def register() -> None:
    """Connect the plugin to Pelican."""
    from pelican import signals  # noqa: PLC0415 - the preview runs without Pelican

    from plugins.publishing import faults, hooks  # noqa: PLC0415 - the same

    faults.show_plainly()
    signals.initialized.connect(hooks.refuse_unsafe_output)
    signals.initialized.connect(hooks.stop_where_nothing_changed)
    signals.all_generators_finalized.connect(hooks.publish_site)
    signals.finalized.connect(faults.forget)
