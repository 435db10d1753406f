"""Writes a package from the last checkpoint, while training goes on or after it was stopped."""
import argparse
from pathlib import Path

import torch

from arrays import Arrays
from export import write_package
from network import Network


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", type=Path, default=Path("models/training/work/features"))
    parser.add_argument("--work", type=Path, default=Path("models/training/work"))
    parser.add_argument("--package", type=Path, default=Path("models/toxicity"))
    parser.add_argument("--version", default="1.0.0")
    options = parser.parse_args()
    arrays = Arrays(options.features)
    network = Network(arrays.features["buckets"], len(arrays.labels_names), len(arrays.sets))
    network.load_state_dict(torch.load(options.work / "checkpoint.pt")["network"])
    write_package(network, arrays, options.package, options.work, options.version)


if __name__ == "__main__":
    main()
