"""Trains the small CLIP from scratch on drawn scenes, on two cores, and writes `snapshot/`."""

import argparse
import ctypes
import io
import math
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import Pool

import numpy as np
import torch
from PIL import Image

import captions
import snapshot
from scenes import draw, random_scene
from vocabulary import COLOURS, NEVER_TRAINED, SHAPES

SEED = 20261123
CORES = 2
TRAINED = [(colour, shape) for colour in COLOURS for shape in SHAPES if (colour, shape) not in NEVER_TRAINED]


@dataclass(frozen=True)
class Phase:
    """A run of steps with a learning rate that rises to `rate` and falls to nothing.

    `left_out_weight` is how much captions count as negatives that would make a never-trained pair with the picture;
    `grey_share` of the pictures lose their colours, and their captions the words for them. `share` is the weight
    of the phase's end in what is saved.
    """

    steps: int
    rate: float
    left_out_weight: float
    grey_share: float
    share: float


# Without red circles in training, "circle" is false of everything red. Counted in full, that teaches the model that red speaks
# against circles (70 % on never-trained pairs); not at all, red squares are called circles too often. So it learns without such
# negatives first and then settles with weak ones, and with grey pictures, which show shapes and counts apart from colours.
# What is saved lies between both ends.
PHASES = (
    Phase(steps=2_400, rate=2e-3, left_out_weight=0.0, grey_share=0.0, share=0.6),
    Phase(steps=600, rate=8e-4, left_out_weight=0.2, grey_share=0.25, share=0.4),
)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=40_000, help="drawn once, used again with other captions")
    parser.add_argument("--batch", type=int, default=64, help="pictures per core and step")
    return parser.parse_args()


def main():
    started = time.monotonic()
    options = arguments()
    keep_freed_memory()
    torch.set_num_threads(1)  # train() gives each core a part of its own
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)

    scenes = [random_scene(rng, TRAINED) for _ in range(options.pictures)]
    pixels = draw_all(scenes)
    print(f"{time.monotonic() - started:.0f} s: {len(scenes)} pictures drawn", flush=True)

    tokenizer = snapshot.new_tokenizer(captions.corpus(scenes[:5_000], rng))
    model = snapshot.new_model(tokenizer)
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters, {tokenizer.get_vocab_size()} tokens", flush=True)
    ends = []
    for number, phase in enumerate(PHASES):
        torch.manual_seed(SEED + number)
        train(model, tokenizer, scenes, pixels, phase, options.batch, np.random.default_rng(SEED + number), started)
        ends.append({name: weight.clone() for name, weight in model.state_dict().items()})
    model.load_state_dict(mean_weights(ends))
    snapshot.save(model.eval(), tokenizer)
    print(f"{time.monotonic() - started:.0f} s: done", flush=True)


def mean_weights(ends):
    """A point between the ends of the phases, which does better on all pairs together than either of them."""
    return {name: sum(phase.share * end[name] for phase, end in zip(PHASES, ends)) for name in ends[0]}


def keep_freed_memory():
    """Lets glibc reuse the large blocks of one step in the next: returning them to the system costs a quarter of the time."""
    trim_threshold, most_mappings = -1, -4
    libc = ctypes.CDLL(None)
    libc.mallopt(trim_threshold, 2**31 - 1)
    libc.mallopt(most_mappings, 0)


def draw_all(scenes):
    with Pool(CORES) as workers:
        return torch.from_numpy(np.stack(workers.map(training_crop, scenes, chunksize=500)))


def training_crop(scene):
    """Drawn at one of several sizes and often saved as JPEG first: photos reach the model through a resize and a codec."""
    rng = np.random.default_rng(scene.seed + 1)
    side = (64, 96, 160)[rng.integers(3)]
    picture = draw(scene, side, side)
    if rng.random() < 0.5:
        coded = io.BytesIO()
        picture.save(coded, "JPEG", quality=int(rng.integers(70, 96)))
        picture = Image.open(coded)
    return snapshot.crop(picture)


def train(model, tokenizer, scenes, pixels, phase, part_size, rng, started):
    model.train()
    model.set_attn_implementation("eager")  # the fused kernel's bfloat16 backward pass takes half of the step on a CPU
    optimizers = new_optimizers(model, phase.rate)
    with ThreadPoolExecutor(CORES, initializer=torch.set_num_threads, initargs=(1,)) as cores:
        for step, batch in enumerate(batches(len(scenes), part_size * CORES, phase.steps, rng), start=1):
            parts = [
                prepare([scenes[i] for i in part], pixels[part], tokenizer, phase, rng) for part in np.split(batch, CORES)
            ]
            model.zero_grad()
            losses = list(cores.map(lambda part: backward(model, *part), parts))
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            for optimizer in optimizers:
                optimizer.param_groups[0]["lr"] = phase.rate * rate_at(step, phase.steps)
            list(cores.map(lambda optimizer: optimizer.step(), optimizers))
            model.logit_scale.data.clamp_(max=math.log(100))
            if step % 50 == 0:
                report(step, sum(losses), model, started)


def prepare(scenes, pixels, tokenizer, phase, rng):
    """Everything random of one part, drawn in the main thread so that a seed gives one result."""
    grey = rng.random(len(scenes)) < phase.grey_share
    ids, said = describe(scenes, grey, tokenizer, rng)
    return without_colours(vary(pixels), torch.from_numpy(grey)), ids, negative_weights(scenes, said, phase.left_out_weight)


def backward(model, pixels, ids, negative_weights):
    """Adds one part's gradients. Two parts on two cores, each alone, beat both cores sharing every operation."""
    with torch.autocast("cpu", torch.bfloat16):
        pictures = snapshot.encode_pictures(model, pixels)
        texts = snapshot.encode_tokens(model, ids)
    loss = contrastive_loss(model.logit_scale.exp() * pictures @ texts.T, negative_weights) / CORES
    loss.backward()
    return loss.item()


def report(step, loss, model, started):
    elapsed, busy, scale = time.monotonic() - started, time.process_time(), model.logit_scale.exp()
    print(f"{elapsed:.0f} s ({busy:.0f} s of CPU): step {step} loss {loss:.3f} scale {scale:.1f}", flush=True)


def new_optimizers(model, rate):
    """Muon for the matrices inside the layers, which needs far fewer steps here than AdamW; AdamW for everything else."""
    hidden = [p for name, p in model.named_parameters() if p.ndim == 2 and ".layers." in name]
    ids = {id(p) for p in hidden}
    others = [p for p in model.parameters() if id(p) not in ids]
    muons = [torch.optim.Muon(hidden[core::CORES], rate, 0.05, adjust_lr_fn="match_rms_adamw") for core in range(CORES)]
    return *muons, torch.optim.AdamW(others, lr=rate, weight_decay=0.0, betas=(0.9, 0.98))


def rate_at(step, steps, warm_up=100):
    if step < warm_up:
        return step / warm_up
    return 0.5 * (1 + math.cos(math.pi * (step - warm_up) / (steps - warm_up)))


def batches(size, batch, steps, rng):
    """Every picture once in each round, in a new order."""
    order = np.empty(0, np.int64)
    for _ in range(steps):
        if len(order) < batch:
            order = rng.permutation(size)
        chosen, order = order[:batch], order[batch:]
        yield chosen


def describe(scenes, grey, tokenizer, rng):
    """Three captions per scene, grouped by kind: their tokens (3N, T), and what they mention (3N, 5)."""
    chosen = [caption_facets(is_grey, rng) for is_grey in grey]
    kinds = list(zip(*chosen))
    texts = [captions.caption(scene, facets, rng) for kind in kinds for scene, facets in zip(scenes, kind)]
    said = captions.as_array([captions.mentions(scene, facets) for kind in kinds for scene, facets in zip(scenes, kind)])
    return snapshot.token_batch(tokenizer, texts), said


def caption_facets(is_grey, rng):
    unseen = {"colour", "background"} if is_grey else set()
    return [facets - unseen for facets in captions.caption_facets(rng)]


def without_colours(pixels, grey):
    luminance = (pixels @ torch.tensor((0.299, 0.587, 0.114)))[..., None].expand_as(pixels)
    return torch.where(grey[:, None, None, None], luminance, pixels)


def negative_weights(scenes, said, left_out_weight):
    """How much each caption counts as a negative of each picture: not at all if it is true of it, in full if it is false.

    One that says nothing counts in full as well: the truth should fit better than it.
    """
    truth = captions.as_array([captions.labels(scene) for scene in scenes])
    weights = np.where(captions.is_left_out(truth, said), left_out_weight, 1.0) * ~captions.is_true(truth, said)
    weights[:, (said == captions.UNSAID).all(-1)] = 1.0
    return torch.from_numpy(weights).float()


def vary(pixels):
    """Mirrors, moves by up to three pixels, and changes brightness and contrast, so a picture seen again is not the same."""
    if torch.rand(()) < 0.5:
        pixels = pixels.flip(2)
    down, right = torch.randint(-3, 4, (2,)).tolist()
    padded = torch.nn.functional.pad(pixels.permute(0, 3, 1, 2).float(), (3, 3, 3, 3), mode="replicate")
    moved = padded[:, :, 3 + down : 3 + down + snapshot.SIZE, 3 + right : 3 + right + snapshot.SIZE]
    contrast = 1 + 0.15 * (torch.rand(len(pixels), 1, 1, 1) - 0.5)
    return (moved * contrast + 20 * (torch.rand(len(pixels), 1, 1, 1) - 0.5)).clamp(0, 255).permute(0, 2, 3, 1)


def contrastive_loss(logits, negative_weights):
    """CLIP's symmetric loss, in which other true captions of a picture are left out instead of counted as wrong.

    logits and weights are (N, 3N): the captions come in three groups of N, each in the order of the pictures.
    """
    own = torch.eye(len(logits), dtype=torch.bool)
    terms = []
    for group, weights in zip(logits.split(len(logits), dim=1), negative_weights.split(len(logits), dim=1)):
        weighted = group + weights.masked_fill(own, 1.0).log()  # the logarithm of 0 takes a caption out of the sum
        for rows in (weighted, weighted.T):
            terms.append((rows.logsumexp(dim=1) - group.diagonal()).mean())
    return torch.stack(terms).mean()


if __name__ == "__main__":
    main()
