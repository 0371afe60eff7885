using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Commands;

/// <summary>A component with the backend it runs on.</summary>
internal sealed class Running<T> : IDisposable
    where T : IDisposable
{
    private Running(IBackend backend, T component) => (Backend, Component) = (backend, component);

    /// <summary>What it runs on.</summary>
    public IBackend Backend { get; }

    /// <summary>The component.</summary>
    public T Component { get; }

    /// <summary>
    /// Makes both. Where auto chose the GPU and it cannot run the model, the CPU takes over, and a note says so.
    /// </summary>
    public static Running<T> Start(string backendName, Terminal terminal, Func<IBackend, T> create)
    {
        IBackend backend = BackendChoice.Create(backendName, terminal);
        try
        {
            return new Running<T>(backend, create(backend));
        }
        catch (UnsupportedOperatorException error) when (backendName == "auto" && backend.Type == BackendType.GpuCompute)
        {
            backend.Dispose();
            terminal.Note($"{error.Message} Going on with the CPU.");
            return Start("cpu", terminal, create);
        }
        catch
        {
            backend.Dispose();
            throw;
        }
    }

    /// <summary>Disposes the component, then the backend.</summary>
    public void Dispose()
    {
        Component.Dispose();
        Backend.Dispose();
    }
}
