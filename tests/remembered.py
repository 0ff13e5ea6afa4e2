"""What traces say, for tests."""

from plugins.portal.traces import Trace, Traces


def named(traces: Traces) -> dict[str, Trace]:
    """Each trace by its name, with the names of what was read."""
    return {
        traces.names[result]: Trace(digest, tuple(traces.names[place] for place in reads))
        for result, digest, reads in traces
    }
