using VisionPlugin.Cards;
using VisionPlugin.Components;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>A pipeline of one network.</summary>
/// <param name="model">The network.</param>
/// <param name="behaviour">It in the host.</param>
/// <param name="frames">The frames.</param>
/// <param name="board">Where findings go.</param>
internal abstract class SinglePipeline<TResult>(
    ModelAsset model, FrameBehaviour<TResult> behaviour, FrameExchange frames, FindingsBoard board)
    : Pipeline(frames, board)
{
    private long _seen;

    /// <inheritdoc/>
    protected override FrameBehaviourState Readiness => behaviour.State;

    /// <summary>The network's card, once it is loaded.</summary>
    protected ModelCard Card => model.Value.Card;

    /// <inheritdoc/>
    protected override void OnLoaded() => (Classes, CardOptions) = (Card.Labels, Card.Options);

    /// <inheritdoc/>
    protected override void Apply(VisionSettings settings)
    {
    }

    /// <inheritdoc/>
    protected override void Begin() => Look(behaviour);

    /// <inheritdoc/>
    protected override bool Continue()
    {
        if (behaviour.ResultsCount == _seen)
            return false;
        _seen = behaviour.ResultsCount;
        Next.Labels = Classes;
        Take();
        Next.Add(behaviour.Timings);
        return true;
    }

    /// <summary>Takes over the results.</summary>
    protected abstract void Take();
}
