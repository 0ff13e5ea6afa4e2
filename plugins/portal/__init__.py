"""The core of the portal: records, reading, checking, addresses and the links between records.

Nothing here knows Pelican. Editors' files go in, a :class:`~plugins.portal.links.Portal` of
frozen records comes out, or a :class:`~plugins.portal.problems.ContentFault` that names every
fault of the run at once.
"""
