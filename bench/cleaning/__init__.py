"""Cleaning against the pages of ../shared/data, beside its peers on the same pages: `python -m bench.cleaning`.

    corpora ──pages──▶ reading (one process a system: ours, peers) ──records──▶ metric, described ──▶ table
                          └ folds: a model that has not seen the page's site           └ bootstrap

Text: precision, recall and F1 of 4-token shingles, of segments that must be in or out, or of an opening, as the README
of the data defines them; the difference to the best peer with its interval. Metadata: titles, days, authors, pictures.
Speed: pages per CPU-second. `metric.py` and `described.py` say how each is counted.
"""
