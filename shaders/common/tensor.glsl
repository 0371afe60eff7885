// How kernels see tensors.
//
// packed: (N, C, spatial...) as vec4 of four channels: [n][c / 4][position]. Channels that fill up the last block hold
// zeros: whoever writes a packed tensor passes each block through KEEP_CHANNELS.
// linear: row-major floats. Seen as vec4, the last vector may hold anything behind the last element.
//
// VECTORS_IN and VECTORS_OUT declare tensors as vec4; READ, READ_OR_ZERO and WRITE are the only way to their elements.
// With HALVES (packed tensors of a worker in half precision) four halves lie in two words; arithmetic stays 32-bit.
// SINGLES_IN declares what is vec4 of 32 bits whatever the worker's precision: constants of the kernel, and linear
// tensors beside packed ones. FLOATS and INTS are elements of linear tensors: 32-bit words always.
//
// Read-only vectors are storage blocks, or with TEXEL_BUFFERS buffer textures read as images, which some drivers
// (llvmpipe) load several times faster; `texel_base` then says where each binding starts in its texture.
//
// Injected: GROUP_SIZE, GROUPS (work groups of the dispatch), TEXEL_BUFFERS (0 or 1), HALVES (defined or not).

layout(local_size_x = GROUP_SIZE) in;

// An index at which READ_OR_ZERO gives zero, also after the size of any tensor was added to it.
#define NOWHERE 0x40000000

#if TEXEL_BUFFERS
layout(location = 0) uniform ivec4 texel_base;
#define SINGLES_IN(slot, name, block) layout(binding = slot, rgba32f) readonly uniform highp imageBuffer name
#define READ_SINGLES(name, slot, i) imageLoad(name, texel_base[slot] + (i))
#else
#define SINGLES_IN(slot, name, block) layout(std430, binding = slot) readonly buffer block { vec4 data[]; } name
#define READ_SINGLES(name, slot, i) name.data[i]
#endif

#ifdef HALVES
#include "common/halves.glsl"

#define VECTOR uvec2
#define UNPACK(vector) unpack_halves(vector)
#define PACK(v) pack_halves(v)
#else
#define VECTOR vec4
#define UNPACK(vector) (vector)
#define PACK(v) (v)
#endif

#if TEXEL_BUFFERS
#ifdef HALVES
#define VECTORS_IN(slot, name, block) layout(binding = slot, rg32ui) readonly uniform highp uimageBuffer name
#define READ(name, slot, i) unpack_halves(imageLoad(name, texel_base[slot] + (i)).xy)
#else
#define VECTORS_IN(slot, name, block) SINGLES_IN(slot, name, block)
#define READ(name, slot, i) READ_SINGLES(name, slot, i)
#endif
// Loads outside an image are zero.
#define READ_OR_ZERO(name, slot, i) READ(name, slot, i)
#else
#define VECTORS_IN(slot, name, block) layout(std430, binding = slot) readonly buffer block { VECTOR data[]; } name
#define READ(name, slot, i) UNPACK(name.data[i])
#define READ_OR_ZERO(name, slot, i) ((i) < NOWHERE ? READ(name, slot, i) : vec4(0.0))
#endif

#define VECTORS_OUT(slot, name, block) layout(std430, binding = slot) writeonly buffer block { VECTOR data[]; } name
#define WRITE(name, i, v) name.data[i] = PACK(v)
// An output of which a kernel changes only some lanes.
#define VECTORS_IN_OUT(slot, name, block) layout(std430, binding = slot) buffer block { VECTOR data[]; } name
#define READ_BACK(name, i) UNPACK(name.data[i])

#define FLOATS_IN(slot, name, block) layout(std430, binding = slot) readonly buffer block { float data[]; } name
#define FLOATS_OUT(slot, name, block) layout(std430, binding = slot) writeonly buffer block { float data[]; } name
#define INTS_IN(slot, name, block) layout(std430, binding = slot) readonly buffer block { int data[]; } name
#define INTS_OUT(slot, name, block) layout(std430, binding = slot) writeonly buffer block { int data[]; } name

// A dispatch is a grid only because one axis is limited to 65535 groups; kernels see a row of GROUPS of them.
int group_index() {
    return int(gl_WorkGroupID.x + gl_WorkGroupID.y * gl_NumWorkGroups.x);
}

int invocation_index() {
    return group_index() * GROUP_SIZE + int(gl_LocalInvocationIndex);
}

// Zeroes the lanes of `block` that lie beyond `channels`.
vec4 keep_channels(vec4 v, int block, int channels) {
    return mix(vec4(0.0), v, lessThan(ivec4(0, 1, 2, 3) + 4 * block, ivec4(channels)));
}

#define KEEP_CHANNELS(v, block, channels) ((channels) % 4 == 0 ? (v) : keep_channels(v, block, channels))
