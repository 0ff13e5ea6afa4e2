"""The generators that the portal is measured beside, each with its templates and its way to be run."""

from benchmarks.builds.peers.eleventy import Eleventy
from benchmarks.builds.peers.hugo import Hugo
from benchmarks.builds.peers.peer import Peer
from benchmarks.builds.peers.pelican import Pelican

PEERS: dict[str, Peer] = {"hugo": Hugo(), "pelican": Pelican(), "eleventy": Eleventy()}
