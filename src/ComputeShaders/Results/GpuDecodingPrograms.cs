using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>The shaders of shaders/decode for one decoder, and what they share.</summary>
internal sealed class GpuDecodingPrograms
{
    // As in shaders/decode/candidates.glsl.
    private const int OrderBits = 22, Digits = 1 << 18, StateBytes = 48, CandidateBytes = 32;
    private const int Capacity = CandidateList.DefaultLimit;

    // Invocations of a group, where each is on its own; candidates that one group suppresses.
    private const int WideGroup = 64, Block = 2048;

    private readonly int _passes;
    private readonly int _groups;

    /// <summary>Compiles them.</summary>
    /// <param name="device">The device.</param>
    /// <param name="proposals">The decoder's proposals.</param>
    /// <param name="texelBuffers">True if the outputs come as buffer textures.</param>
    public GpuDecodingPrograms(GlDevice device, GpuProposals proposals, bool texelBuffers)
    {
        TexelBuffers = texelBuffers;
        _passes = proposals.Passes.Length;
        _groups = GroupsOffset(proposals);
        Blocks = BlocksOf(proposals);
        ComputeProgram[] programs = [.. List(proposals, texelBuffers).Select(p => device.Programs.Get(p.Shader, p.Defines))];
        Passes = [.. programs[.._passes]];
        TexelBases = [.. Passes.Select(p => texelBuffers ? p.Uniform("texel_base") : -1)];
        (Select, Rank, Suppress, Sweep) =
            (programs[_passes], programs[_passes + 1], programs[_passes + 2], programs[_passes + 3]);
    }

    /// <summary>True if the outputs come as buffer textures.</summary>
    public bool TexelBuffers { get; }

    /// <summary>The program of each pass of the proposals.</summary>
    public ImmutableArray<ComputeProgram> Passes { get; }

    /// <summary>Of each of them where it is told the first texels; -1 without textures.</summary>
    public ImmutableArray<int> TexelBases { get; }

    /// <summary>Finds out what is to be kept.</summary>
    public ComputeProgram Select { get; }

    /// <summary>Orders it.</summary>
    public ComputeProgram Rank { get; }

    /// <summary>Suppresses among a block, and writes the results.</summary>
    public ComputeProgram Suppress { get; }

    /// <summary>Suppresses what comes after it.</summary>
    public ComputeProgram Sweep { get; }

    /// <summary>Number of blocks; nothing comes after the last.</summary>
    public int Blocks { get; }

    /// <summary>Byte of the groups of <see cref="Select"/> in the buffer of candidates.</summary>
    public nint SelectGroups => ProposeGroups(_passes);

    /// <summary>Byte of the groups of <see cref="Rank"/>.</summary>
    public nint RankGroups => ProposeGroups(_passes + 1);

    /// <summary>Byte of the groups of <see cref="Suppress"/> for a block.</summary>
    public nint SuppressGroups(int block) => ProposeGroups(_passes + 2 + (2 * block));

    /// <summary>Byte of the groups of <see cref="Sweep"/> after a block.</summary>
    public nint SweepGroups(int block) => ProposeGroups(_passes + 3 + (2 * block));

    /// <summary>Byte of the groups of a pass that is repeated.</summary>
    public nint ProposeGroups(int pass) => _groups + (3 * sizeof(uint) * pass);

    /// <summary>The same programs, to be compiled ahead one after the other.</summary>
    public static ProgramBatch Batch(GlDevice device, GpuProposals proposals, bool texelBuffers)
    {
        var batch = new ProgramBatch(device.Programs);
        foreach ((string shader, ShaderDefine[] defines) in List(proposals, texelBuffers))
            batch.Add(shader, defines);
        return batch;
    }

    /// <summary>Vectors of 128 bits that hold a bit for each class.</summary>
    public static int ClassVectors(GpuProposals proposals) => (proposals.Classes + 127) / 128;

    /// <summary>A buffer without candidates.</summary>
    public static GlBuffer CreateCandidates(GlDevice device, GpuProposals proposals)
    {
        int groups = GroupsOffset(proposals) / sizeof(uint);
        var content = new uint[groups + (3 * (proposals.Passes.Length + 2 + (2 * BlocksOf(proposals))))];
        // Dispatches are grids of one row.
        content.AsSpan(groups).Fill(1);
        var buffer = new GlBuffer(
            device, (content.Length * sizeof(uint) + 15) / 16 * 16, GlBufferUse.Shaders, "VisionPlugin candidates");
        buffer.Upload<uint>(content);
        return buffer;
    }

    /// <summary>The reason why proposals are too many for the shaders; null if they are not.</summary>
    public static string? WhyTooLarge(GlDevice device, GpuProposals proposals)
    {
        long all = proposals.Passes.Sum(p => (long)p.Proposals);
        if (all > 1 << OrderBits)
            return $"there are {all:N0} proposals to choose from, more than {1 << OrderBits:N0}";
        return proposals.Passes.Max(p => p.Groups) > device.Limits.GroupCount.X
            ? "an output is larger than a dispatch" : null;
    }

    private static int GroupsOffset(GpuProposals proposals) => GpuDecodingOptions.Bytes(proposals) + StateBytes
        + (Capacity * (CandidateBytes + sizeof(uint))) + (Digits * sizeof(uint));

    // Those of the passes, then Select, Rank, Suppress and Sweep.
    private static IEnumerable<(string Shader, ShaderDefine[] Defines)> List(GpuProposals proposals, bool texelBuffers)
    {
        ImmutableArray<ShaderDefine> common =
        [
            new("CAPACITY", Capacity), new("TOP", Math.Min(proposals.Top, Capacity)),
            new("OUTPUTS", proposals.Passes.Length), new("CLASS_VECTORS", ClassVectors(proposals)),
            new("BLOCK", Block), new("BLOCKS", BlocksOf(proposals)),
        ];
        int first = 0;
        foreach (GpuProposalPass pass in proposals.Passes)
        {
            yield return Of(pass.Shader, GpuKernel.DefaultGroupSize, pass.Groups,
                [.. pass.Defines, new("FIRST", first)], texelBuffers);
            first += pass.Proposals;
        }

        string again = string.Join(", ", proposals.Passes.Select(p => $"{p.Groups}u"));
        yield return Of("decode/select.comp", GpuKernel.MaxGroupSize, 1,
            [new("AGAIN", $"uint[]({again})"), new("WIDE_GROUP", WideGroup)]);
        yield return Of("decode/rank.comp", WideGroup, Capacity / WideGroup, []);
        yield return Of("decode/suppress.comp", GpuKernel.MaxGroupSize, 1,
        [
            new("COMMANDS", GpuDetections.Commands), new("HEADER", GpuDetections.HeaderBytes / sizeof(uint)),
        ]);
        yield return Of("decode/sweep.comp", WideGroup, Capacity / WideGroup, []);

        (string, ShaderDefine[]) Of(
            string shader, int size, int groups, ImmutableArray<ShaderDefine> defines, bool texels = false) =>
            (shader,
            [
                .. common, .. defines, new("GROUP_SIZE", size), new("GROUPS", groups), new("TEXEL_BUFFERS", texels),
            ]);
    }

    private static int BlocksOf(GpuProposals proposals) => (Math.Min(proposals.Top, Capacity) + Block - 1) / Block;
}
