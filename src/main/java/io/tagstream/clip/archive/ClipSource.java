package io.tagstream.clip.archive;

/**
 * CLIP (Radford et al. 2021) in TorchScript, after transformers' modeling_clip. One source serves every size and
 * precision: what differs is in the attributes. Shapes: N pictures or texts, T tokens, D hidden, H heads, E dimensions
 * of the joint space, S pixels.
 */
final class ClipSource {

    /** The Python module of the classes; its source lies at {@code code/__torch__/clip.py}. */
    static final String MODULE = "__torch__.clip";

    static final String PATH = "code/__torch__/clip.py";

    private ClipSource() {}

    static final String CODE = """
            class Tower(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              layers : int
              heads : int
              hidden : int
              epsilon : float
              quick : bool
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
              projection : Tensor

              # (N, T, D) -> (N, T, D), all layers but the last
              def encode(self, x: Tensor, causal: bool) -> Tensor:
                for i in range(self.layers - 1):
                  h = torch.linear(self.norm1(x, i), self.qkv_weight[i], self.qkv_bias[i])
                  qkv = self.split_heads(h, 3)
                  h = torch.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], None, 0., causal)
                  x = self.finish(x, h, i)
                return x

              # (N, T, D) -> (N, E) of length 1: the last layer, only for token at[n] of each,
              # which sees all tokens, or those of the mask (N, 1, 1, T)
              def pool(self, x: Tensor, at: Tensor, mask: Optional[Tensor]) -> Tensor:
                i = self.layers - 1
                weight = self.qkv_weight[i]
                bias = self.qkv_bias[i]
                one = torch.unsqueeze(x[torch.arange(x.size(0), device=x.device), at], 1)
                q = self.split_heads(torch.linear(self.norm1(one, i), weight[:self.hidden], bias[:self.hidden]), 1)
                kv = self.split_heads(torch.linear(self.norm1(x, i), weight[self.hidden:], bias[self.hidden:]), 2)
                h = torch.scaled_dot_product_attention(q[0], kv[0], kv[1], mask, 0., False)
                one = self.finish(one, h, i)[:, 0]
                one = torch.layer_norm(one, [self.hidden], self.final_weight, self.final_bias, self.epsilon)
                e = torch.to(torch.linear(one, self.projection), 6)
                return torch.div(e, torch.linalg_vector_norm(e, 2, [-1], True))

              def norm1(self, x: Tensor, i: int) -> Tensor:
                return torch.layer_norm(x, [self.hidden], self.norm1_weight[i], self.norm1_bias[i], self.epsilon)

              # (N, T, parts * D) -> (parts, N, H, T, D / H)
              def split_heads(self, x: Tensor, parts: int) -> Tensor:
                return x.view([x.size(0), x.size(1), parts, self.heads, -1]).permute([2, 0, 3, 1, 4])

              # residual stream (N, T, D) and attention (N, H, T, D / H) -> (N, T, D)
              def finish(self, x: Tensor, attention: Tensor, i: int) -> Tensor:
                h = torch.flatten(torch.transpose(attention, 1, 2), 2)
                x = x + torch.linear(h, self.out_weight[i], self.out_bias[i])
                h = torch.layer_norm(x, [self.hidden], self.norm2_weight[i], self.norm2_bias[i], self.epsilon)
                h = torch.linear(h, self.fc1_weight[i], self.fc1_bias[i])
                if self.quick:
                  h = torch.silu(h)
                else:
                  h = torch.gelu(h)
                return x + torch.linear(h, self.fc2_weight[i], self.fc2_bias[i])

            class Clip(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              shortest_edge : int
              crop : int
              patch : int
              patch_weight : Tensor
              patch_bias : Tensor
              class_embedding : Tensor
              patch_positions : Tensor
              pre_weight : Tensor
              pre_bias : Tensor
              pre_epsilon : float
              vision : __torch__.clip.Tower
              end_token : int
              ends_at_largest : bool
              token_embedding : Tensor
              token_positions : Tensor
              text : __torch__.clip.Tower

              # uint8 (height, width, 3) -> uint8 (3, S, S)
              def preprocess(self, image: Tensor) -> Tensor:
                height = image.size(0)
                width = image.size(1)
                short = min(height, width)
                height = self.shortest_edge * height // short
                width = self.shortest_edge * width // short
                x = torch.unsqueeze(torch.permute(image, [2, 0, 1]), 0)
                x = torch._upsample_bicubic2d_aa(x, [height, width], False, None, None)
                top = (height - self.crop) // 2
                left = (width - self.crop) // 2
                return x[0, :, top:top + self.crop, left:left + self.crop].contiguous()

              # uint8 (N, 3, S, S) -> float32 (N, E)
              def encode_image(self, pixels: Tensor) -> Tensor:
                x = torch.to(pixels, self.patch_weight.dtype)
                x = torch.conv2d(x, self.patch_weight, self.patch_bias, [self.patch, self.patch])
                x = torch.transpose(torch.flatten(x, 2), 1, 2)
                x = torch.cat([self.class_embedding.expand([x.size(0), 1, -1]), x], 1) + self.patch_positions
                x = torch.layer_norm(x, [self.vision.hidden], self.pre_weight, self.pre_bias, self.pre_epsilon)
                first = torch.zeros([x.size(0)], dtype=4, device=x.device)
                return self.vision.pool(self.vision.encode(x, False), first, None)

              # int64 (N, T), whatever follows the end token -> float32 (N, E)
              def encode_text(self, ids: Tensor) -> Tensor:
                x = torch.embedding(self.token_embedding, ids) + self.token_positions[:ids.size(1)]
                if self.ends_at_largest:
                  end = torch.argmax(ids, 1)
                else:
                  end = torch.argmax(torch.to(torch.eq(ids, self.end_token), 3), 1)
                seen = torch.le(torch.arange(ids.size(1), device=ids.device), torch.unsqueeze(end, 1))
                return self.text.pool(self.text.encode(x, True), end, seen.view([ids.size(0), 1, 1, -1]))

              def forward(self, pixels: Tensor) -> Tensor:
                return self.encode_image(pixels)
            """;
}
