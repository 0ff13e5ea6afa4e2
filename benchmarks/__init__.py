"""The portal and its peers on the same work: ``make bench``, ``make bench-search``."""
