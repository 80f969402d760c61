"""Canonicalisation as a message declares it, whether it is spoken here or not."""

from dataclasses import dataclass

from lxml import etree

from adapter import limits
from adapter.security import names as n
from adapter.security.canonical import canonical
from adapter.security.diagnosis.specimen import children, first
from adapter.security.errors import MalformedMessage

INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
INCLUSIVE_11 = "http://www.w3.org/2006/12/xml-c14n11"
COMMENTED = "#WithComments"


@dataclass(frozen=True, slots=True)
class Canonicalisation:
    """One way to canonicalise, as a message declares it."""

    exclusive: bool = True
    comments: bool = False
    prefixes: tuple[str, ...] = ()

    @classmethod
    def declared(cls, method: etree._Element | None) -> "Canonicalisation":
        """What a Transform or CanonicalizationMethod names; exclusive where it names something else."""
        uri = n.EXC_C14N if method is None else method.get("Algorithm", "")
        plain = uri.removesuffix(COMMENTED)
        listed = first(method, n.INCLUSIVE_NAMESPACES)
        prefixes = () if listed is None else tuple(listed.get("PrefixList", "").split())
        return cls(plain.rstrip("#") not in (INCLUSIVE, INCLUSIVE_11), uri.endswith(COMMENTED), prefixes)

    def __call__(self, element: etree._Element) -> bytes:
        """The canonical bytes; b"" for what has no canonical form (a namespace that is no absolute URI)."""
        prefixes = self.prefixes[: limits.MAX_PREFIX_LIST]
        try:
            if self.exclusive and not self.comments:
                return canonical(element, prefixes)
            listed = list(prefixes) if self.exclusive else None
            return etree.tostring(
                element,
                method="c14n",
                exclusive=self.exclusive,
                with_comments=self.comments,
                inclusive_ns_prefixes=listed or None,
            )
        except (etree.C14NError, MalformedMessage):
            return b""


def transforms_of(reference: etree._Element) -> list[etree._Element]:
    """The Transforms of a Reference."""
    return children(first(reference, n.TRANSFORMS), n.TRANSFORM)
