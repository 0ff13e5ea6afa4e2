"""Brochures for paper and screen: the portal's records as PDF, tagged for those who hear them.

Made by ``python -m plugins.brochures``, never by a build of the portal, and so without Pelican.
"""
