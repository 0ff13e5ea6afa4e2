"""An import of made-up employers' jobs from a server on this machine: ``make bench-jobs``."""
