"""The network's layers in 8-bit integers, as the package holds them: four times the numbers in one instruction.

Weights have a scale for each column and seven bits: with eight, processors without VNNI would overflow between two products. What goes into a
layer has one scale, from the range that it has over rows of the data. A value halfway between two integers may round either way on another
processor or in another batch, which moves a score by a few ten-thousandths.
"""
import copy

import numpy as np
import torch
from torch import nn

from network import HEADS, INT32, Near, heads

WEIGHT_MOST = 63
# Of the values that go into a layer, the share at either end that is cut off.
OUTLIERS = 1e-5


class Product(torch.autograd.Function):
    """x @ weight + bias, of integers."""

    @staticmethod
    def forward(ctx, x, scale, zero, weight, weight_scale, weight_zero, bias):
        return (quantised(x, scale, zero) @ weight.float() + bias.float()) * (scale * weight_scale)

    @staticmethod
    def symbolic(g, x, scale, zero, weight, weight_scale, weight_zero, bias):
        x8 = g.op("QuantizeLinear", x, scale, zero)
        return g.op("com.microsoft::QGemm", x8, scale, zero, weight, weight_scale, weight_zero, bias)


class Asking(torch.autograd.Function):
    """`network.heads`, of integers up to the asking itself."""

    @staticmethod
    def forward(ctx, x, scale, zero, weight, weight_scale, weight_zero, bias, present):
        return heads(quantised(x, scale, zero) * scale, weight.float() * weight_scale, bias, present)

    @staticmethod
    def symbolic(g, x, scale, zero, weight, weight_scale, weight_zero, bias, present):
        x8 = g.op("QuantizeLinear", x, scale, zero)
        mask = g.op("Cast", present, to_i=INT32)
        return g.op("com.microsoft::QAttention", x8, weight, bias, scale, weight_scale, mask, zero, weight_zero, num_heads_i=HEADS)


def quantised(x, scale, zero):
    return torch.clamp(torch.round(x / scale) + zero.float(), 0, 255) - zero.float()


class Layer(nn.Module):
    """A layer [in, out] whose input lies in [low, high]."""

    def __init__(self, weight, bias, low, high, as_float=False):
        super().__init__()
        low, high = min(low, 0.0), max(high, 0.0)
        scale = torch.tensor((high - low) / 255)
        weight_scale = weight.abs().max(0)[0].clamp(min=1e-8) / WEIGHT_MOST
        self.register_buffer("scale", scale)
        self.register_buffer("zero", torch.tensor(round(-low / scale.item()), dtype=torch.uint8))
        self.register_buffer("weight", (weight / weight_scale).round().to(torch.int8))
        self.register_buffer("weight_scale", weight_scale)
        self.register_buffer("weight_zero", torch.zeros_like(weight_scale, dtype=torch.int8))
        self.register_buffer("bias", bias if as_float else (bias / (scale * weight_scale)).round().to(torch.int32))

    def parts(self):
        return self.scale, self.zero, self.weight, self.weight_scale, self.weight_zero, self.bias

    def forward(self, x):
        return Product.apply(x.reshape(-1, x.shape[-1]), *self.parts()).reshape(*x.shape[:-1], -1)


class Int8Near(nn.Module):
    def __init__(self, near, low, high):
        super().__init__()
        self.layer = Layer(near.matrix(), near.bias, low, high)

    def forward(self, x):
        return self.layer(Near.beside(x))


class Int8Attention(nn.Module):
    def __init__(self, layer, ranges):
        super().__init__()
        self.before, self.between = layer.before, layer.between
        self.qkv = Layer(layer.qkv.weight.T, layer.qkv.bias, *ranges[layer.qkv], as_float=True)
        self.out, self.up, self.down = (Layer(part.weight.T, part.bias, *ranges[part]) for part in (layer.out, layer.feed[0], layer.feed[2]))

    def forward(self, x, present):
        x = x + self.out(Asking.apply(self.before(x), *self.qkv.parts(), present))
        return x + self.down(torch.relu(self.up(self.between(x))))


def in_integers(encoder, batches):
    """The encoder with its dear layers in integers: those that see every word, but for the first, whose input is too uneven for one scale.
    `batches` are (vectors, present) as the encoder is given them."""
    encoder = copy.deepcopy(encoder).eval()
    ranges = observe(encoder, batches)
    encoder.near = nn.ModuleList([Int8Near(near, *ranges[near]) for near in encoder.near])
    encoder.layers = nn.ModuleList([Int8Attention(layer, ranges) for layer in encoder.layers])
    return encoder


@torch.no_grad()
def observe(encoder, batches):
    """The range of what goes into each layer."""
    seen, hooks = {}, []

    def watch(module, layer, output=False):
        hooks.append(module.register_forward_hook(lambda _, inputs, result: seen.setdefault(layer, []).append((result if output else inputs[0]).flatten())))

    for near, layer in zip(encoder.near, encoder.layers):
        watch(near, near)
        # Nobody calls it as a layer: `heads` takes its weights.
        watch(layer.before, layer.qkv, output=True)
        for part in (layer.out, layer.feed[0], layer.feed[2]):
            watch(part, part)
    for vectors, present in batches:
        encoder(vectors, present)
    for hook in hooks:
        hook.remove()
    return {layer: np.quantile(torch.cat(parts).numpy(), [OUTLIERS, 1 - OUTLIERS]).tolist() for layer, parts in seen.items()}
