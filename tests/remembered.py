"""What traces say, for tests."""

from plugins.portal.traces import Trace, Traces


def named(traces: Traces) -> dict[str, Trace]:
    """Each trace by its name, with the names of what was read."""
    return {
        name: Trace(digest, tuple(traces.names[place] for place in reads))
        for name, digest, reads in traces
    }
