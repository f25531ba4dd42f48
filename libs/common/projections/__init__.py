"""Projections: read models as folds over the service's own log."""

from libs.common.projections.projection import Projection

__all__ = ["Projection"]
