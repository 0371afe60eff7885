namespace VisionPlugin.Decoding;

/// <summary>What turns a network's scores into probabilities.</summary>
public enum ScoreFunction
{
    /// <summary>Nothing: they are probabilities.</summary>
    None,

    /// <summary>1 / (1 + exp(-x)) of each score.</summary>
    Sigmoid,

    /// <summary>exp(x) over the sum of exp over all classes, with the background where there is one.</summary>
    Softmax,
}
