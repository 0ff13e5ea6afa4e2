"""How large a made-up portal is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Numbers of records; an article is one text in every language. Shows as ``100/400/40``."""

    companies: int
    jobs: int
    articles: int

    @classmethod
    def parse(cls, text: str) -> "Size":
        companies, jobs, articles = map(int, text.split("/"))
        return cls(companies, jobs, articles)

    def __str__(self) -> str:
        return f"{self.companies}/{self.jobs}/{self.articles}"

    @property
    def records(self) -> int:
        return self.companies + self.jobs + self.articles


SMALL, MEANT, LARGE = Size(100, 400, 40), Size(544, 2_418, 120), Size(5_000, 20_000, 500)
SIZES = (SMALL, MEANT, LARGE)
"""A beginning, the portal that was commissioned, and ten times that."""
