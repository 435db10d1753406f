"""The trained network to a model package: model.onnx with an int8 embedding table, labels.json, and a reference to check it by."""
import hashlib
import json
import warnings

import numpy as np
import torch
from torch import nn

from int8 import in_integers

NEVER = 2.0

# Which labels make a category (the highest term counts; labels in one term must come together), what share of the held messages it
# may cause when levels are calibrated (0: off by default, calibrated by itself), and what its labels rest on.
CATEGORIES = {
    "disability": ([["identity_hate", "target_disability"]], 0.10, "MLMA, ToxiGen prompts, Whisper, own sentences"),
    "sexuality_sex_or_gender": ([["identity_hate", "target_sexuality"]], 0.15, "hate sets with targets, own sentences"),
    "misogyny": ([["identity_hate", "target_gender"]], 0.15, "EDOS and hate sets with targets, own sentences"),
    "race_ethnicity_or_religion": ([["identity_hate", "target_race"], ["identity_hate", "target_religion"]], 0.20, "hate sets with targets, own sentences"),
    "sex_based_terms": ([["sexual"]], 0.0, "thin: 437 Japanese rows and own sentences"),
    "aggression": ([["threat"], ["violence"]], 0.20, "threat: about 1,000 positive rows and own sentences; violence: own sentences only"),
    "bullying": ([["toxic"], ["insult"], ["identity_hate"]], 0.50, "all sets"),
    "swearing": ([["obscene"]], 0.0, "Jigsaw, ToLD-Br, K-MHaS and others, own sentences"),
    "self_harm": ([["selfharm"]], 0.0, "thin: own sentences only"),
    "spam": ([["spam"]], 0.0, "SMS, YouTube and Telegram spam, own adverts in chat style"),
    "politics": ([["politics"]], 0.0, "thin: three sets of political text and own sentences"),
    "religion": ([["religion_topic"]], 0.0, "thin: own sentences only"),
}


class Packaged(nn.Module):
    """What runs in production: ids in, probabilities out. The table's rows are int8 with a scale each, the layers are int8 as `int8.py` says.

    `batches` of ids show what the layers have to expect."""

    def __init__(self, network, batches):
        super().__init__()
        table = network.table.weight.detach()
        scale = table.abs().max(1)[0].clamp(min=1e-8) / 127
        self.register_buffer("table", (table / scale.unsqueeze(1)).round().to(torch.int8))
        self.register_buffer("scale", scale.half())
        self.encoder = in_integers(network.encoder, [self.words(batch) for batch in batches])

    def words(self, features):
        ids = features.long()
        vectors = (self.table[ids].float() * self.scale[ids].float().unsqueeze(-1)).sum(2)
        present = (features[:, :, 0] != 0).float()
        return vectors * present.unsqueeze(-1), present

    def forward(self, features):
        return torch.sigmoid(self.encoder(*self.words(features)))


def write_package(network, arrays, folder, work, version):
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    packaged = Packaged(network, [examples(arrays, split=0, step=331, rows=64, start=start) for start in range(0, 331, 11)]).eval()
    example = examples(arrays)
    path = folder / "model.onnx"
    with warnings.catch_warnings():
        # torch does not know the shapes of ONNX Runtime's own operators; `modelkit check` does.
        warnings.simplefilter("ignore")
        torch.onnx.export(packaged, example, str(path), opset_version=14, custom_opsets={"com.microsoft": 1}, input_names=["features"],
                          output_names=["scores"], dynamic_axes={"features": {0: "rows", 1: "words"}, "scores": {0: "rows"}}, do_constant_folding=True)
    with torch.no_grad():
        scores = packaged(example)
    # `modelkit check` runs the same rows through ONNX Runtime and compares.
    (work / "reference.json").write_text(json.dumps({"rows": [row[row[:, 0] != 0].flatten().tolist() for row in example], "scores": scores.tolist()}))
    data = path.read_bytes()
    manifest = {
        "format": 1,
        "version": version,
        "labels": arrays.labels_names,
        "features": arrays.features,
        "categories": {
            key: {"anyOf": terms, "budgetShare": share, "data": note, "thresholds": [NEVER] * 4}
            for key, (terms, share, note) in CATEGORIES.items()},
        "files": {"model.onnx": {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}},
    }
    (folder / "labels.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(f"{path}: {len(data) / 1e6:.1f} MB; calibrate it next: no category holds anything yet")


def examples(arrays, split=2, step=997, rows=24, start=0):
    """Rows of different lengths, padded: what dynamic axes and the mask must get right."""
    chosen = np.flatnonzero((arrays.split == split) & ~arrays.chat)[start::step][:rows]
    lengths = np.minimum(arrays.offsets[chosen + 1] - arrays.offsets[chosen], 100)
    features = torch.zeros((len(chosen), int(lengths.max()), arrays.words.shape[1]), dtype=torch.int32)
    for i, (row, length) in enumerate(zip(chosen, lengths)):
        begin = arrays.offsets[row]
        features[i, :length] = arrays.words[torch.from_numpy(arrays.tokens[begin:begin + length].astype(np.int64))]
    return features
