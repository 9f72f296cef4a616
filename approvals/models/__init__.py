"""Flows and requests."""

from .flow import Flow, FlowStep, FlowVersion
from .request import Request, RequestQuerySet, RequestStep, RequestStepQuerySet
from .trail import Assignment, AssignmentQuerySet, Decision, RequestReader

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Decision",
    "Flow",
    "FlowStep",
    "FlowVersion",
    "Request",
    "RequestQuerySet",
    "RequestReader",
    "RequestStep",
    "RequestStepQuerySet",
]
