using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Components;

public class ActivationViewTests
{
    [Fact]
    public void Every_layer_can_be_shown_as_it_is()
    {
        VisionModel model = Shipped("face_expression");
        TestPicture picture =
            TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));
        using var backend = new CpuBackend();
        using var view = new ActivationView(model, backend);
        Assert.Equal(view.Layers[0], view.Layer);
        Assert.True(view.Layers.Length > 20);
        Assert.Contains(view.Layers, l => l.Operator == "Conv" && l.Shape.Rank == 4);
        foreach (ActivationLayer layer in view.Layers.Where((_, i) => i % 7 == 0).Append(view.Layers[^1]))
        {
            view.Select(layer.Name);
            ReadOnlySpan<float> values = view.Process(picture.Frame);
            using var reference = new ReferenceBackend();
            using var worker = new Worker(model.Model with { Outputs = [layer.Name] }, reference);
            var input = new Tensor<float>(model.Card.Input.Shape);
            new FrameToTensor(model.Card.Input).Convert(picture.Frame, input);
            worker.Schedule(input);
            Assert.Equal(layer.Shape, worker.PeekOutput().Shape);
            TensorAssert.Equal(worker.PeekOutput(), new Tensor<float>(layer.Shape, values), 1e-3, 1e-3, layer.Name);
        }
    }

    [Fact]
    public void Maps_are_drawn_in_the_colours_chosen_and_nothing_is_allocated()
    {
        using var backend = new CpuBackend(1);
        using var view = new ActivationView(Shipped("tiny_face_detector"), backend);
        TestPicture picture = TestPicture.Random(64, 48, 1);
        byte[] heat = new byte[4 * 160 * 120], grey = new byte[heat.Length];
        Assert.Throws<InvalidOperationException>(() => view.Draw(heat, 160, 120));
        view.Process(picture.Frame);
        view.Draw(heat, 160, 120);
        view.Colors = ActivationColors.Grey;
        view.Draw(grey, 160, 120);
        Assert.NotEqual(heat, grey);
        Assert.True(Enumerable.Range(0, 160 * 120)
            .All(i => grey[4 * i] == grey[(4 * i) + 1] && grey[(4 * i) + 3] == 255));
        Assert.True(grey.Distinct().Count() > 100);
        Assert.Throws<ArgumentException>(() => view.Draw(grey, 161, 120));
        Assert.Throws<ArgumentException>(() => view.Draw(grey, 2, 2));

        view.Process(picture.Frame);
        long before = GC.GetAllocatedBytesForCurrentThread();
        view.Process(picture.Frame);
        view.Draw(grey, 160, 120);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_difference_of_two_backends_is_drawn_and_its_greatest_is_told()
    {
        using var cpu = new CpuBackend(1);
        using var reference = new ReferenceBackend();
        using var a = new ActivationView(Shipped("face_expression"), cpu);
        using var b = new ActivationView(Shipped("face_expression"), reference);
        TestPicture picture = TestPicture.Random(64, 48, 1);
        byte[] pixels = new byte[4 * 200 * 100];
        Assert.Throws<InvalidOperationException>(() => a.DrawDifference(b, pixels, 200, 100));
        float[] first = a.Process(picture.Frame).ToArray();
        Assert.Throws<InvalidOperationException>(() => a.DrawDifference(b, pixels, 200, 100));
        float[] second = b.Process(picture.Frame).ToArray();

        ActivationDifference difference = a.DrawDifference(b, pixels, 200, 100);

        Assert.Equal(first.Zip(second, (x, y) => Math.Abs(x - y)).Max(), difference.Greatest);
        Assert.Equal(first.Max(Math.Abs), difference.GreatestValue);
        Assert.True(pixels.Distinct().Count() > 10);
        a.DrawDifference(a, pixels, 200, 100);
        Assert.Equal(new ActivationDifference(0, difference.GreatestValue), a.DrawDifference(a, pixels, 200, 100));
        b.Select(b.Layers[^1].Name);
        b.Process(picture.Frame);
        Assert.Throws<ArgumentException>(() => a.DrawDifference(b, pixels, 200, 100));
    }

    [Fact]
    public void A_layer_that_is_not_there_is_named_with_those_that_are()
    {
        using var backend = new ReferenceBackend();
        VisionModel model = DeepModel.Classifier(3);
        using var view = new ActivationView(model, backend, "x2");
        Assert.Equal(["x1", "x2", "y"], view.Layers.Select(l => l.Name));
        Assert.Equal("x2", view.Layer.Name);
        ArgumentException error = Assert.Throws<ArgumentException>(() => view.Select("z"));
        Assert.Contains("x1, x2, y", error.Message, StringComparison.Ordinal);
        Assert.Equal("x2", view.Layer.Name);
        Assert.Throws<ArgumentException>(() => new ActivationView(model, backend, "z"));
    }

    private static VisionModel Shipped(string name) =>
        VisionModel.Load(Path.Combine(TestData.Repository, "models", name, name + ".onnx"));
}
