"""Linked data in and out: MLDCAT-AP 3.1 and DCAT-AP 3.0.1, in Turtle, JSON-LD and RDF/XML."""

from toepas.catalogue.rdf.gaps import Profile, gaps
from toepas.catalogue.rdf.read import read_rdf
from toepas.catalogue.rdf.write import serialise, to_graph

__all__ = ["Profile", "gaps", "read_rdf", "serialise", "to_graph"]
