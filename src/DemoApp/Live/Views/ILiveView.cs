namespace VisionPlugin.DemoApp.Live.Views;

/// <summary>One way to show what happens.</summary>
internal interface ILiveView : IDisposable
{
    /// <summary>Draws into the stage's area.</summary>
    void Draw();
}
