using Silk.NET.Maths;

namespace Silk.NET.Windowing;

public interface IViewProperties
{
    /// <summary>Whether <see cref="IView.DoRender"/> shows what was drawn.</summary>
    bool ShouldSwapAutomatically { get; set; }

    Vector2D<int> Size { get; }

    /// <summary>Highest rate of <see cref="IView.Render"/>, 0 for as fast as it goes. Has no effect with VSync.</summary>
    double FramesPerSecond { get; set; }

    /// <summary>Highest rate of <see cref="IView.Update"/>, 0 for once a turn of the loop.</summary>
    double UpdatesPerSecond { get; set; }

    GraphicsAPI API { get; }

    bool VSync { get; set; }
}
