// How kernels see weights that the CPU repacked (Kernels/WeightEncoding.cs): a head of single precision, then the
// weights as vectors of four output channels in WEIGHT_FORMAT (GpuFormat): singles, halves or bytes. The head has HEAD
// vectors of biases; before bytes stand as many scales and as many offsets too, by which w = byte * scale + offset.
// Injected: WEIGHT_FORMAT, HEAD. The including shader has included common/tensor.glsl.

#if WEIGHT_FORMAT == 0

#define WEIGHTS_IN(slot, name, block) SINGLES_IN(slot, name, block)
#define READ_HEAD(name, slot, i) READ_SINGLES(name, slot, i)
#define FIRST_WEIGHT HEAD
#define READ_STORED(name, slot, i) READ_SINGLES(name, slot, i)
#define SCALARS_IN(slot, name, block) FLOATS_IN(slot, name, block)
#define SCALAR_OF_HEAD(name, i) name.data[i]
#define STORED_SCALAR(name, i) name.data[4 * FIRST_WEIGHT + (i)]

#else

#define SCALARS_IN(slot, name, block) layout(std430, binding = slot) readonly buffer block { uint data[]; } name
#define SCALAR_OF_HEAD(name, i) uintBitsToFloat(name.data[i])

#if WEIGHT_FORMAT == 1
#include "common/halves.glsl"

#define WORDS uvec2
#define WORDS_TEXEL rg32ui
#define WORDS_OF(texel) (texel).xy
#define FIRST_WEIGHT (2 * HEAD)
#define READ_HEAD(name, slot, i) uintBitsToFloat( \
    uvec4(READ_WORDS(name, slot, 2 * (i)), READ_WORDS(name, slot, 2 * (i) + 1)))
#define STORED_SCALAR(name, i) unpack_finite_halves(uvec2(name.data[4 * HEAD + (i) / 2], 0u))[(i) % 2]

#define UNPACK_WEIGHTS(words) unpack_finite_halves(words)
#else
#define WORDS uint
#define WORDS_TEXEL r32ui
#define WORDS_OF(texel) (texel).x
#define FIRST_WEIGHT (12 * HEAD)
#define READ_HEAD(name, slot, i) uintBitsToFloat(uvec4(READ_WORDS(name, slot, 4 * (i)), \
    READ_WORDS(name, slot, 4 * (i) + 1), READ_WORDS(name, slot, 4 * (i) + 2), READ_WORDS(name, slot, 4 * (i) + 3)))
#define STORED_SCALAR(name, i) float(bitfieldExtract(name.data[12 * HEAD + (i) / 4], (i) % 4 * 8, 8))

// Not by unpackUnorm4x8, which OpenGL ES may compute with 11 bits.
vec4 unpack_bytes(uint word) {
    return vec4((uvec4(word) >> uvec4(0u, 8u, 16u, 24u)) & 255u);
}

#define UNPACK_WEIGHTS(word) unpack_bytes(word)
#endif

#if TEXEL_BUFFERS
#define WEIGHTS_IN(slot, name, block) layout(binding = slot, WORDS_TEXEL) readonly uniform highp uimageBuffer name
#define READ_WORDS(name, slot, i) WORDS_OF(imageLoad(name, texel_base[slot] + (i)))
#else
#define WEIGHTS_IN(slot, name, block) layout(std430, binding = slot) readonly buffer block { WORDS data[]; } name
#define READ_WORDS(name, slot, i) name.data[i]
#endif
#define READ_STORED(name, slot, i) UNPACK_WEIGHTS(READ_WORDS(name, slot, i))

#endif

// Weights of a tile of `count` blocks of output channels: AFFINE declares what bytes need, LOAD_AFFINE fetches it for
// block `o` of the tile, which is `block` of the head; READ_WEIGHT then gives weights. The grouped kernels read
// SCALAR_WEIGHT by weight and channel.
#if WEIGHT_FORMAT == 2
#define AFFINE(count) vec4 weight_scale[count], weight_offset[count];
#define LOAD_AFFINE(name, slot, o, block) \
    weight_scale[o] = READ_HEAD(name, slot, HEAD + (block)); \
    weight_offset[o] = READ_HEAD(name, slot, 2 * HEAD + (block));
#define READ_WEIGHT(name, slot, i, o) (READ_STORED(name, slot, i) * weight_scale[o] + weight_offset[o])
#define SCALAR_WEIGHT(name, i, channel) (STORED_SCALAR(name, i) * SCALAR_OF_HEAD(name, 4 * HEAD + (channel)) \
    + SCALAR_OF_HEAD(name, 8 * HEAD + (channel)))
#else
#define AFFINE(count)
#define LOAD_AFFINE(name, slot, o, block)
#define READ_WEIGHT(name, slot, i, o) READ_STORED(name, slot, i)
#define SCALAR_WEIGHT(name, i, channel) STORED_SCALAR(name, i)
#endif
