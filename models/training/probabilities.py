"""Makes scores probabilities (Platt 1999): a scale and a shift for each label's logit, fitted on the dev split of the open sets.

AUC and thresholds by rank do not change. `toxic` and `identity_hate` are fitted together, because it is their maximum that is read.
"""
import numpy as np
import torch
from scipy.optimize import minimize

from measure import logits_of

LEAST_POSITIVES = 50


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -40, 40)))


def cross_entropy(probability, truth):
    probability = np.clip(probability, 1e-6, 1 - 1e-6)
    return -np.mean(truth * np.log(probability) + (1 - truth) * np.log(1 - probability))


def fit(loss, count):
    """`count` pairs of scale and shift, from "leave it as it is"."""
    found = minimize(loss, np.tile([1.0, 0.0], count), method="L-BFGS-B", bounds=[(0.1, 10), (-10, 10)] * count)
    return found.x[0::2], found.x[1::2]


def calibrate(network, arrays):
    """Changes the last layer of the network in place; call it once, after training."""
    rows = arrays.rows(split=1)
    rows, logits = logits_of(network, arrays, rows[~arrays.own[rows]])
    logits = logits.numpy().astype(np.float64)
    scale, shift = np.ones(len(arrays.labels_names)), np.zeros(len(arrays.labels_names))
    for i in range(len(scale)):
        known = ~np.isnan(arrays.labels[rows, i])
        truth = (arrays.labels[rows, i] >= 0.5)[known]
        if min(truth.sum(), (~truth).sum()) >= LEAST_POSITIVES:
            scale[i], shift[i] = (part[0] for part in fit(lambda p: cross_entropy(sigmoid(p[0] * logits[known, i] + p[1]), truth), 1))
    pair = [arrays.labels_names.index("toxic"), arrays.labels_names.index("identity_hate")]
    known = ~np.isnan(arrays.labels[rows, pair[0]])
    truth = (arrays.labels[rows, pair[0]] >= 0.5)[known]
    scale[pair], shift[pair] = fit(lambda p: cross_entropy(sigmoid(p[0::2] * logits[known][:, pair] + p[1::2]).max(1), truth), 2)
    with torch.no_grad():
        heads = network.encoder.heads
        heads.weight.mul_(torch.from_numpy(scale).float().unsqueeze(1))
        heads.bias.mul_(torch.from_numpy(scale).float()).add_(torch.from_numpy(shift).float())
    for name, by, to in zip(arrays.labels_names, scale, shift):
        print(f"{name}: logit x {by:.2f} {to:+.2f}", flush=True)
