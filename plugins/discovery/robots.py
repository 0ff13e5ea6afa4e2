"""What robots are told: to come in, and where the sitemap is. RFC 9309"""


def robots_txt(sitemap: str) -> str:
    """The text of ``robots.txt``, with the absolute address of the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"
