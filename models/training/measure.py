"""What a network says of rows, and a look at the dev split while training goes on. No result: results come from `modelkit evaluate`."""
import numpy as np
import torch
from sklearn.metrics import roc_auc_score

HELD = (0.004, 0.015)


@torch.no_grad()
def logits_of(network, arrays, rows):
    """Logits of rows, and the rows in the order that batches of like length brought them."""
    network.eval()
    order, logits = [], []
    for chosen, features, inverse in arrays.batches(rows, 8192, 128):
        order.append(chosen)
        logits.append(network(features, inverse))
    return np.concatenate(order), torch.cat(logits)


def measure(network, arrays, limit=8000):
    """Pooled English dev rows against chat that training leaves out."""
    toxic, hate = arrays.labels_names.index("toxic"), arrays.labels_names.index("identity_hate")

    def headline(rows):
        rows, logits = logits_of(network, arrays, rows)
        return rows, torch.sigmoid(logits[:, [toxic, hate]]).max(1)[0].numpy()

    rng = np.random.default_rng(0)
    dev = arrays.rows(split=1)
    dev = dev[(arrays.language[dev] == arrays.languages.index("en")) & ~np.isnan(arrays.labels[dev, toxic])]
    rows, scores = headline(rng.choice(dev, min(limit, len(dev)), replace=False))
    chat = arrays.left_out_chat()
    _, chat_scores = headline(rng.choice(chat, min(20000, len(chat)), replace=False))
    truth = arrays.labels[rows, toxic] >= 0.5
    recall = [float((scores[truth] > np.quantile(chat_scores, 1 - share)).mean()) for share in HELD]
    return (f"dev AUC {roc_auc_score(truth, scores):.4f}, recall {recall[0]:.3f} / {recall[1]:.3f} at {HELD[0]:.1%} / {HELD[1]:.1%} of chat, "
            f"mean on chat {chat_scores.mean():.3f}")
