"""The product's own reference data and catalogue, without a server."""

from server.config import load
from server.rules.catalogue import Catalogue
from server.services.catalogue import open_catalogue
from server.services.reference import ReferenceData


def product_data() -> tuple[ReferenceData, Catalogue]:
    """As a server with default settings reads them."""
    config = load(None)
    reference = ReferenceData(config)
    catalogue = open_catalogue(config, reference.forms)
    reference.take_kinds(catalogue.case.kinds)
    return reference, catalogue
