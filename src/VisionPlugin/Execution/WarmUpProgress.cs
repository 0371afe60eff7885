namespace VisionPlugin.Execution;

/// <summary>How far a preparation is. The sum may grow while it is found out what there is to do.</summary>
/// <param name="Done">Pieces of work that are done.</param>
/// <param name="Total">All of them: shader programs, pieces of weights, layers tried; 1 or more.</param>
public readonly record struct WarmUpProgress(int Done, int Total)
{
    /// <summary>The part that is done, 0..1.</summary>
    public float Fraction => (float)Done / Total;
}
