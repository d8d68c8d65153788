"""`muniment policy`, `muniment label` and `muniment approvals`: what may leave, what is held out, which approvals stand."""

from __future__ import annotations

import argparse
import time
from typing import Any

from muniment_engines.errors import MunimentError
from muniment_retrieval.vault.approvals import Approval
from muniment_retrieval.vault.policies import PRIVILEGED, Policies, Policy

from .context import Context, add_json, add_vault
from .output import duration, print_json

_POLICIES = {"never": Policy.NEVER, "ask": Policy.ASK, "masked-only": Policy.MASKED_ONLY}
_NO_RULE = "none"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    policy = commands.add_parser("policy", help="what of a vault or a document may be sent to an engine elsewhere")
    policy.add_argument("document", nargs="?", metavar="DOCUMENT", help="the end of its path (default: the vault)")
    policy.add_argument("policy", nargs="?", metavar="never|ask|masked-only|none", help="without it: what holds now")
    policy.set_defaults(run=_policy)
    label = commands.add_parser("label", help="hold a privileged document out of everything but what asks for it by name")
    label.add_argument("document", metavar="DOCUMENT", help="the end of its path")
    label.add_argument("label", choices=(PRIVILEGED, "none"))
    label.set_defaults(run=_label)
    approvals = commands.add_parser("approvals", help="approvals to send that stand for a while")
    verbs = approvals.add_subparsers(dest="verb", required=True, metavar="list|revoke")
    listed = verbs.add_parser("list", help="those that stand")
    listed.set_defaults(run=_list)
    revoked = verbs.add_parser("revoke", help="end one, or all")
    revoked.add_argument("id", type=int, nargs="?", metavar="ID")
    revoked.set_defaults(run=_revoke)
    for parser in (policy, label, listed, revoked):
        add_vault(parser)
    for parser in (policy, label, listed):
        add_json(parser)


def _policy(options: argparse.Namespace, context: Context) -> int:
    name, wanted = options.document, options.policy
    if wanted is None and name in (*_POLICIES, _NO_RULE):
        name, wanted = None, name
    if wanted is not None and wanted not in (*_POLICIES, *([_NO_RULE] if name else [])):
        raise MunimentError(f"“{wanted}” is no policy; it is one of: {', '.join(_POLICIES)}{', none' if name else ''}.")
    with context.session(options) as session:
        leaving = session.vault.leaving
        document = session.vault.resolve(name) if name else None
        if wanted is not None and document is not None:
            leaving.changes.for_document(document, _POLICIES.get(wanted))
        elif wanted is not None:
            leaving.changes.for_vault(_POLICIES[wanted])
        policies, documents = leaving.policies(), session.documents()
    if options.json:
        own = {d.path: policies.own[d.id].value for d in documents if d.id in policies.own}
        print_json({"vault": policies.vault.value, "documents": own, "privileged": _privileged(policies, documents)})
        return 0
    print(f"{policies.vault:12} the vault")
    for d in documents:
        if document is not None and d.id != document.id:
            continue
        if d.id in policies.own or document is not None:
            print(f"{policies.of([d.id]):12} {d.path}")
    return 0


def _label(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        document = session.vault.resolve(options.document)
        session.vault.leaving.changes.label(document, privileged=options.label == PRIVILEGED)
        policies = session.vault.leaving.policies()
        names = _privileged(policies, session.documents())
    if options.json:
        print_json({"privileged": names})
    else:
        print("\n".join(f"{PRIVILEGED:12} {name}" for name in names) or "No document of this vault is privileged.")
    return 0


def _privileged(policies: Policies, documents: list[Any]) -> list[str]:
    return [d.path for d in documents if d.id in policies.privileged]


def _list(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        standing = session.vault.leaving.approvals.standing()
    if options.json:
        print_json({"approvals": [_approval_json(one) for one in standing]})
        return 0
    for one in standing:
        print(f"{one.id:5} {one.engine} · {one.purpose} · for {duration(max(one.until - time.time(), 1))} more")
    if not standing:
        print("No approval stands; each request is asked about.")
    return 0


def _approval_json(one: Approval) -> dict[str, Any]:
    return {"id": one.id, "engine": one.engine, "purpose": one.purpose, "granted": one.granted, "until": one.until}


def _revoke(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        ended = session.rules.revoke(None if options.id is None else [options.id])
    if not ended:
        raise MunimentError("No such approval stands; “muniment approvals list” shows those that do.")
    print(f"Ended: {ended}.")
    return 0
