"""Make wirecopy's model of what belongs to a story: `python -m bench.extractor.train`.

A forest of oblivious trees over the columns of wirecopy/cleaning/columns.py. Pages are parted into five folds by
site; the models of the folds, by which `make bench-clean` judges, have never seen a page of the sites that they judge.
Needs catboost (`make train-cleaning` installs it). Writes wirecopy/cleaning/model.json and bench/extractor/folds/.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from bench.cleaning.corpora import CORPORA, PAGES
from bench.cleaning.folds import FOLDS
from bench.cleaning.metric import score
from bench.extractor.examples import Example, examples
from wirecopy.cleaning.columns import names
from wirecopy.cleaning.trees import forest_from

MODEL = Path(__file__).resolve().parents[2] / "wirecopy" / "cleaning" / "model.json"
FOLD_MODELS = Path(__file__).with_name("folds")
Rows = NDArray[np.float32]


def main() -> None:
    """Train, print cross-validated figures, write the models."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.extractor.train", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--pages", type=Path, default=PAGES, metavar="FOLDER", help="where the corpora are")
    parser.add_argument("--trees", type=int, default=700, help="trees of the forest")
    parser.add_argument("--depth", type=int, default=6, help="questions that each tree asks")
    parser.add_argument("--rate", type=float, default=0.05, help="learning rate")
    parser.add_argument("--dry-run", action="store_true", help="print the figures only")
    given = parser.parse_args()
    if not given.pages.is_dir():
        sys.exit(f"there are no corpora in {given.pages}; name their folder with --pages")
    started = time.monotonic()
    known = list(examples(given.pages))
    print(
        f"{len(known)} pages, {sum(len(e.blocks) for e in known)} blocks, {time.monotonic() - started:.0f} s",
        flush=True,
    )

    models = [_fit([e for e in known if e.fold != fold], given) for fold in range(FOLDS)]
    judged = [e for e in known if not e.made]
    odds = [forest_from(models[e.fold], names()).log_odds(e.matrix) for e in judged]
    for shift in (-0.4, -0.2, 0.0, 0.2, 0.4):
        print(f"{shift:+.1f}", *_figures(judged, [o + shift for o in odds]), flush=True)
    if given.dry_run:
        return
    FOLD_MODELS.mkdir(exist_ok=True)
    for fold, model in enumerate(models):
        _write(FOLD_MODELS / f"{fold}.json", model)
    _write(MODEL, _fit(known, given))
    print(f"written, {time.monotonic() - started:.0f} s")


def _fit(known: Sequence[Example], given: argparse.Namespace) -> dict[str, Any]:
    """A forest, as `trees.forest_from` reads it."""
    from catboost import CatBoostClassifier, Pool  # noqa: PLC0415 - needed for training only

    matrix, labels, weights = (
        np.concatenate([getattr(e, part) for e in known]) for part in ("matrix", "labels", "weights")
    )
    told = weights > 0
    model = CatBoostClassifier(
        iterations=given.trees,
        depth=given.depth,
        learning_rate=given.rate,
        l2_leaf_reg=6,
        loss_function="CrossEntropy",
        border_count=64,
        rsm=0.8,
        bootstrap_type="Bernoulli",
        subsample=0.8,
        random_seed=1,
        verbose=0,
        allow_writing_files=False,
    )
    model.fit(Pool(matrix[told], labels[told], weight=weights[told]))
    return _as_json(model, names())


def _as_json(model: Any, columns: Sequence[str]) -> dict[str, Any]:
    """CatBoost's forest in our words; its first question is the lowest bit of a leaf's number, as ours."""
    whole = orjson.loads(_saved(model))
    scale, (bias,) = whole["scale_and_bias"]
    order = [feature["flat_feature_index"] for feature in whole["features_info"]["float_features"]]
    return {
        "bias": round(float(bias), 5),
        "trees": [
            {
                "asks": [
                    [columns[order[s["float_feature_index"]]], float(np.float32(s["border"]))] for s in tree["splits"]
                ],
                "adds": [round(value * scale, 4) for value in tree["leaf_values"]],
            }
            for tree in whole["oblivious_trees"]
        ],
    }


def _saved(model: Any) -> bytes:
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        return path.read_bytes()


def _figures(known: Sequence[Example], odds: Sequence[Rows]) -> list[str]:
    said = []
    for corpus in CORPORA:
        chosen = [(e, o) for e, o in zip(known, odds, strict=True) if e.corpus == corpus.name]
        if not chosen or corpus.judge is None:
            continue
        texts = ["\n\n".join(b.text for b, odd in zip(e.blocks, o, strict=True) if odd > 0) for e, o in chosen]
        reached = score(corpus.judge(e.page, text) for (e, _), text in zip(chosen, texts, strict=True))
        said.append(f"{corpus.name} {reached.precision:.4f} {reached.recall:.4f} {reached.f1:.4f} |")
    return said


def _write(path: Path, model: dict[str, Any]) -> None:
    path.write_bytes(orjson.dumps(model, option=orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main()
