# CLIP and SigLIP in TorchScript, after transformers' modeling_clip and modeling_siglip. One source serves every size and
# precision: what differs is in the attributes, and in which vision and text class Clip is made of.
# Shapes: N pictures or texts, T tokens, D hidden, H heads, E dimensions of the joint space, S pixels.

# The patch convolution as what it is where patches do not overlap, one product: oneDNN's convolution for AMX touches tens
# of megabytes of fresh memory at each call. uint8 (N, 3, S, S) -> (N, patches, D); what is left over at the edge is dropped.
def patches(pixels: Tensor, side: int, weight: Tensor, bias: Tensor) -> Tensor:
  n = pixels.size(0)
  rows = pixels.size(2) // side
  columns = pixels.size(3) // side
  x = pixels[:, :, :rows * side, :columns * side].reshape([n, 3, rows, side, columns, side])
  x = x.permute([0, 2, 4, 1, 3, 5]).reshape([n, rows * columns, -1])
  return torch.linear(torch.to(x, weight.dtype), torch.flatten(weight, 1), bias)

# A transformer: the weights of all layers stacked, so that a loop serves any depth.
class Tower(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : int
  heads : int
  hidden : int
  epsilon : float
  activation : int
  norm1_weight : Tensor
  norm1_bias : Tensor
  qkv_weight : Tensor
  qkv_bias : Tensor
  out_weight : Tensor
  out_bias : Tensor
  norm2_weight : Tensor
  norm2_bias : Tensor
  fc1_weight : Tensor
  fc1_bias : Tensor
  fc2_weight : Tensor
  fc2_bias : Tensor
  final_weight : Tensor
  final_bias : Tensor
  packed : List[Tensor]

  # (N, T, D) -> (N, T, D), the first layers
  def encode(self, x: Tensor, layers: int, causal: bool) -> Tensor:
    for i in range(layers):
      h = self.map(self.norm1(x, i), self.qkv_weight, self.qkv_bias, 0, i)
      qkv = self.split_heads(h, 3)
      h = torch.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], None, 0., causal)
      x = self.finish(x, h, i)
    return x

  # (N, T, D) -> (N, D): the last layer and the final norm, only for token at[n] of each,
  # which sees all tokens, or those of the mask (N, 1, 1, T)
  def pool(self, x: Tensor, at: Tensor, mask: Optional[Tensor]) -> Tensor:
    i = self.layers - 1
    one = torch.unsqueeze(x[torch.arange(x.size(0), device=x.device), at], 1)
    q = self.split_heads(self.map(self.norm1(one, i), self.qkv_weight[:, :self.hidden], self.qkv_bias[:, :self.hidden], 4, i), 1)
    kv = self.split_heads(self.map(self.norm1(x, i), self.qkv_weight[:, self.hidden:], self.qkv_bias[:, self.hidden:], 5, i), 2)
    h = torch.scaled_dot_product_attention(q[0], kv[0], kv[1], mask, 0., False)
    return self.final_norm(self.finish(one, h, i)[:, 0])

  def norm1(self, x: Tensor, i: int) -> Tensor:
    return torch.layer_norm(x, [self.hidden], self.norm1_weight[i], self.norm1_bias[i], self.epsilon)

  def final_norm(self, x: Tensor) -> Tensor:
    return torch.layer_norm(x, [self.hidden], self.final_weight, self.final_bias, self.epsilon)

  # (N, T, parts * D) -> (parts, N, H, T, D / H)
  def split_heads(self, x: Tensor, parts: int) -> Tensor:
    return x.view([x.size(0), x.size(1), parts, self.heads, -1]).permute([2, 0, 3, 1, 4])

  # residual stream (N, T, D) and attention (N, H, T, D / H) -> (N, T, D)
  def finish(self, x: Tensor, attention: Tensor, i: int) -> Tensor:
    h = torch.flatten(torch.transpose(attention, 1, 2), 2)
    x = self.map_add(x, h, self.out_weight, self.out_bias, 1, i)
    h = torch.layer_norm(x, [self.hidden], self.norm2_weight[i], self.norm2_bias[i], self.epsilon)
    h = self.map_act(h, self.fc1_weight, self.fc1_bias, 2, i)
    return self.map_add(x, h, self.fc2_weight, self.fc2_bias, 3, i)

  # Linear maps of layer i. Where the weights are packed, the activation and the sum are part of the product's kernel.

  def map(self, x: Tensor, weight: Tensor, bias: Tensor, kind: int, i: int) -> Tensor:
    if torch.len(self.packed) == 0:
      y = torch.linear(x, weight[i], bias[i])
    else:
      y = self.fused(x, self.packed[kind * self.layers + i], bias[i], "none", "")
    return y

  def map_add(self, x: Tensor, h: Tensor, weight: Tensor, bias: Tensor, kind: int, i: int) -> Tensor:
    if torch.len(self.packed) == 0:
      y = x + torch.linear(h, weight[i], bias[i])
    else:
      y = self.fused_sum(x, h, self.packed[kind * self.layers + i], bias[i])
    return y

  def map_act(self, x: Tensor, weight: Tensor, bias: Tensor, kind: int, i: int) -> Tensor:
    if torch.len(self.packed) == 0:
      y = self.act(torch.linear(x, weight[i], bias[i]))
    else:
      w = self.packed[kind * self.layers + i]
      if self.activation == 0:
        y = self.fused(x, w, bias[i], "swish", "")
      else:
        if self.activation == 1:
          y = self.fused(x, w, bias[i], "gelu", "none")
        else:
          y = self.fused(x, w, bias[i], "gelu", "tanh")
    return y

  def act(self, x: Tensor) -> Tensor:
    if self.activation == 0:
      y = torch.silu(x)
    else:
      if self.activation == 1:
        y = torch.gelu(x)
      else:
        y = torch.gelu(x, approximate="tanh")
    return y

  # Lays the weights out as oneDNN's kernels read them, once instead of in every product, kind by kind, and lets go of
  # those as they came. rows: of a usual product.
  def pack(self, rows: int) -> int:
    empty = torch.empty([0])
    packed = self.pack_kind(self.qkv_weight, rows)
    q = self.pack_last(self.qkv_weight[:, :self.hidden], rows)
    kv = self.pack_last(self.qkv_weight[:, self.hidden:], rows)
    self.qkv_weight = torch.empty([1, 1])
    packed = packed + self.pack_kind(self.out_weight, rows)
    self.out_weight = empty
    packed = packed + self.pack_kind(self.fc1_weight, rows)
    self.fc1_weight = empty
    packed = packed + self.pack_kind(self.fc2_weight, rows)
    self.fc2_weight = empty
    self.packed = packed + q + kv
    return torch.len(self.packed)

  def pack_kind(self, weight: Tensor, rows: int) -> List[Tensor]:
    packed = annotate(List[Tensor], [])
    for i in range(self.layers):
      _0 = torch.append(packed, self.reorder(weight[i], rows))
    return packed

  # Only the last layer's, with empty ones before it, so that every kind has as many.
  def pack_last(self, weight: Tensor, rows: int) -> List[Tensor]:
    packed = annotate(List[Tensor], [])
    for i in range(self.layers - 1):
      _0 = torch.append(packed, torch.empty([0]))
    _1 = torch.append(packed, self.reorder(weight[self.layers - 1].contiguous(), rows))
    return packed

  def reorder(self, weight: Tensor, rows: int) -> Tensor:
    return {REORDER}

  def fused(self, x: Tensor, weight: Tensor, bias: Tensor, activation: str, algorithm: str) -> Tensor:
    return {FUSED}

  def fused_sum(self, x: Tensor, h: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return {FUSED_SUM}

# CLIP's: a class token stands for the picture.
class ClassTokenVision(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  patch : int
  patch_weight : Tensor
  patch_bias : Tensor
  class_embedding : Tensor
  positions : Tensor
  pre_weight : Tensor
  pre_bias : Tensor
  tower : __torch__.clip.Tower
  projection_weight : Tensor

  # uint8 (N, 3, S, S) -> (N, E)
  def embed(self, pixels: Tensor) -> Tensor:
    x = __torch__.clip.patches(pixels, self.patch, self.patch_weight, self.patch_bias)
    x = torch.cat([self.class_embedding.expand([x.size(0), 1, -1]), x], 1) + self.positions
    x = torch.layer_norm(x, [self.tower.hidden], self.pre_weight, self.pre_bias, self.tower.epsilon)
    x = self.tower.encode(x, self.tower.layers - 1, False)
    first = torch.zeros([x.size(0)], dtype=4, device=x.device)
    return torch.linear(self.tower.pool(x, first, None), self.projection_weight)

# SigLIP's: a learned query attends to all patches. It is the same for every picture, so its part of the attention is
# computed at import.
class AttentionPooledVision(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  patch : int
  patch_weight : Tensor
  patch_bias : Tensor
  positions : Tensor
  tower : __torch__.clip.Tower
  query : Tensor
  kv_weight : Tensor
  kv_bias : Tensor
  out_weight : Tensor
  out_bias : Tensor
  norm_weight : Tensor
  norm_bias : Tensor
  fc1_weight : Tensor
  fc1_bias : Tensor
  fc2_weight : Tensor
  fc2_bias : Tensor

  # uint8 (N, 3, S, S) -> (N, E), where E = D
  def embed(self, pixels: Tensor) -> Tensor:
    x = __torch__.clip.patches(pixels, self.patch, self.patch_weight, self.patch_bias) + self.positions
    x = self.tower.final_norm(self.tower.encode(x, self.tower.layers, False))
    kv = self.tower.split_heads(torch.linear(x, self.kv_weight, self.kv_bias), 2)
    q = self.query.view([1, self.tower.heads, 1, -1]).expand([x.size(0), -1, -1, -1])
    h = torch.scaled_dot_product_attention(q, kv[0], kv[1], None, 0., False)
    h = torch.linear(torch.flatten(h, 1), self.out_weight, self.out_bias)
    y = torch.layer_norm(h, [self.tower.hidden], self.norm_weight, self.norm_bias, self.tower.epsilon)
    y = self.tower.act(torch.linear(y, self.fc1_weight, self.fc1_bias))
    return h + torch.linear(y, self.fc2_weight, self.fc2_bias)

# CLIP's: read from left to right, and the end token stands for the text.
class EndTokenText(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  end_token : int
  ends_at_largest : bool
  token_embedding : Tensor
  positions : Tensor
  tower : __torch__.clip.Tower
  projection_weight : Tensor
  projection_bias : Tensor

  # int64 (N, T), whatever follows the end token -> (N, E)
  def embed(self, ids: Tensor) -> Tensor:
    x = torch.embedding(self.token_embedding, ids) + self.positions[:ids.size(1)]
    if self.ends_at_largest:
      end = torch.argmax(ids, 1)
    else:
      end = torch.argmax(torch.to(torch.eq(ids, self.end_token), 3), 1)
    seen = torch.le(torch.arange(ids.size(1), device=ids.device), torch.unsqueeze(end, 1))
    x = self.tower.encode(x, self.tower.layers - 1, True)
    x = self.tower.pool(x, end, seen.view([ids.size(0), 1, 1, -1]))
    return torch.linear(x, self.projection_weight, self.projection_bias)

# SigLIP's: read in both directions, and the last token stands for the text.
class LastTokenText(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  token_embedding : Tensor
  positions : Tensor
  tower : __torch__.clip.Tower
  projection_weight : Tensor
  projection_bias : Tensor

  # int64 (N, T), padded to the context length -> (N, E)
  def embed(self, ids: Tensor) -> Tensor:
    x = torch.embedding(self.token_embedding, ids) + self.positions[:ids.size(1)]
    x = self.tower.encode(x, self.tower.layers - 1, False)
    last = torch.full([ids.size(0)], ids.size(1) - 1, dtype=4, device=ids.device)
    return torch.linear(self.tower.pool(x, last, None), self.projection_weight, self.projection_bias)

class Clip(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  size : int
  square : bool
  bicubic : bool
  crop : int
  half_even : bool
  vision : __torch__.clip.{VISION}
  text : __torch__.clip.{TEXT}

  # uint8 (height, width, 3) -> uint8 (3, S, S)
  def preprocess(self, image: Tensor) -> Tensor:
    height = image.size(0)
    width = image.size(1)
    if self.square:
      height = self.size
      width = self.size
    else:
      short = min(height, width)
      height = self.size * height // short
      width = self.size * width // short
    x = torch.unsqueeze(torch.permute(image, [2, 0, 1]), 0)
    if self.bicubic:
      x = torch._upsample_bicubic2d_aa(x, [height, width], False, None, None)
    else:
      x = torch._upsample_bilinear2d_aa(x, [height, width], False, None, None)
    top = self.offset(height)
    left = self.offset(width)
    return x[0, :, top:top + self.crop, left:left + self.crop].contiguous()

  # of the crop: half of what is cut off, rounded down or to even
  def offset(self, length: int) -> int:
    cut = length - self.crop
    at = cut // 2
    if self.half_even and cut % 4 == 3:
      at = at + 1
    return at

  # uint8 (N, 3, S, S) -> float32 (N, E), of length 1
  def encode_image(self, pixels: Tensor) -> Tensor:
    return self.normalize(self.vision.embed(pixels))

  # int64 (N, T) -> float32 (N, E), of length 1
  def encode_text(self, ids: Tensor) -> Tensor:
    return self.normalize(self.text.embed(ids))

  # int64 (2): rows of a usual product of the vision and of the text tower -> int64 (1), how many weights are packed
  def pack(self, rows: Tensor) -> Tensor:
    n = self.vision.tower.pack(int(rows[0])) + self.text.tower.pack(int(rows[1]))
    return torch.full([1], n, dtype=4)

  def normalize(self, x: Tensor) -> Tensor:
    e = torch.to(x, 6)
    return torch.div(e, torch.linalg_vector_norm(e, 2, [-1], True))

  def forward(self, pixels: Tensor) -> Tensor:
    return self.encode_image(pixels)
