"""The HTTP headers that the portal wants, in the form that static hosts read."""

from collections.abc import Iterable, Mapping

from plugins.portal.page import File

HEADERS_FILE = "_headers"
"""Netlify, Cloudflare Pages and others: https://docs.netlify.com/manage/routing/headers/"""

FOREVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""

SECURITY_HEADERS: Mapping[str, str] = {
    # Everything comes from the portal's own files; nothing inline runs, so text that slips through
    # an escape stays text.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "script-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'self'"
    ),
    # Not frame-ancestors: a policy cannot be loosened for some pages by hosts that add up the rules
    # of all paths that fit. This one gives way where a policy says who may frame a page.
    # https://www.w3.org/TR/CSP3/#frame-ancestors-and-frame-options
    "X-Frame-Options": "SAMEORIGIN",
    # Employers may see that a visitor comes from the portal, not from which page.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


EMBEDDING_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    ),
}
"""For lists that other sites show in a frame."""

OPEN_HEADERS: Mapping[str, str] = {"Access-Control-Allow-Origin": "*"}
"""For data that scripts of any site may load. https://fetch.spec.whatwg.org/#http-cors-protocol"""


def headers_file(base: str, embeds: Iterable[str]) -> File:
    """The file of headers for a portal published under the path ``base``.

    ``embeds`` are what the addresses of pages begin with that other sites may show in a frame.
    """
    rules = {
        f"{base}/static/*": {"Cache-Control": FOREVER},
        f"{base}/*": SECURITY_HEADERS,
        f"{base}/api/*": OPEN_HEADERS,
        **{f"{above}*": EMBEDDING_HEADERS for above in embeds},
    }
    text = "\n".join(_rule(path, headers) for path, headers in rules.items())
    return File(HEADERS_FILE, text.encode())


def _rule(path: str, headers: Mapping[str, str]) -> str:
    lines = (f"  {name}: {value}\n" for name, value in headers.items())
    return f"{path}\n{''.join(lines)}"
