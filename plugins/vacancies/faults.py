"""What goes wrong with other people's systems. Each fault carries a sentence for the closing table."""


class SourceFault(Exception):  # noqa: N818 - the employer's system is at fault, not the program
    """A board cannot be read: it does not answer, or what it answers is not what it should be."""


class ForbiddenPage(SourceFault):
    """A page that robots.txt does not let us read."""


class OfferFault(Exception):  # noqa: N818 - as above
    """One posting of a board cannot be shown. The others can."""


class NothingNew(Exception):  # noqa: N818 - no fault at all
    """A board says that it is as it was at the last import."""
