using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Pools;

/// <summary>What a pool makes of the elements under its window, channel by channel.</summary>
internal interface IPool<TVec>
    where TVec : unmanaged, IVector<TVec>
{
    /// <summary>The value of no elements.</summary>
    static abstract TVec Start { get; }

    /// <summary>Takes in one more element.</summary>
    static abstract TVec Add(TVec sum, TVec x);

    /// <summary>Joins what two sets of elements gave.</summary>
    static abstract TVec Join(TVec a, TVec b);

    /// <summary>The result.</summary>
    /// <param name="sum">All elements.</param>
    /// <param name="factor">1 divided by the number of elements.</param>
    static abstract TVec Finish(TVec sum, TVec factor);
}
