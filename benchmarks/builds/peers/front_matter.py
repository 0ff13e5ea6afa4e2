"""Facts as peers with templates of one family read them: JSON, with pairs where an order counts."""

import json
from typing import Any

from benchmarks.builds.peers.material import Facts


def as_json(data: object) -> str:
    """JSON in one line."""
    return json.dumps(data, ensure_ascii=False)


def link_pairs(facts: Facts) -> dict[str, Any]:
    """The ways to other languages as pairs, which templates of both kinds go through alike."""
    return {**facts, "switch": list(facts.get("switch", {}).items())}
