"""Employers' own systems → ``content/jobs/<company>.json``: ``python -m plugins.vacancies import``.

Every company says in ``jobs`` which system holds its open positions. ``systems`` has a module for
each, which asks for them through ``web`` and tells of each as an ``Offer``; ``jobs`` makes a job of
it, ``merging`` compares the jobs with those of the last import, ``files`` puts them in place.
"""
