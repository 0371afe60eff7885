using System.Numerics;
using VisionPlugin.Decoding;

namespace VisionPlugin.Components.Tracking;

/// <summary>One object while it is followed: a filter for each of centre and size, and how often it was seen.</summary>
/// <param name="options">How to follow.</param>
internal sealed class TrackState(TrackerOptions options)
{
    // Sizes change more slowly than places, and a new object may well move by its own size in half a second.
    private const double SizeShare = 0.5, FirstVelocity = 2;
    private const double SmallestSide = 1;

    private AxisFilter _x;
    private AxisFilter _y;
    private AxisFilter _width;
    private AxisFilter _height;
    private TimeSpan _firstSeen;
    private TimeSpan _lastSeen;
    private int _classId;
    private float _score;

    /// <summary>0 until the object has been seen often enough.</summary>
    public int Id { get; set; }

    /// <summary>Updates with a detection.</summary>
    public int Hits { get; private set; }

    /// <summary>Updates without one since the last with one.</summary>
    public int Misses { get; private set; }

    /// <summary>Index of the detection of this update, or -1.</summary>
    public int DetectionIndex { get; private set; }

    /// <summary>Class of the last detection.</summary>
    public int ClassId => _classId;

    /// <summary>Where it has been.</summary>
    public Trail Trail { get; } = new(options.TrailLength);

    /// <summary>Where it is.</summary>
    public Box Box => Box.FromCenter((float)_x.Position, (float)_y.Position,
        (float)Math.Max(_width.Position, SmallestSide), (float)Math.Max(_height.Position, SmallestSide));

    /// <summary>Begins with a first detection.</summary>
    public void Start(Detection detection, int index, TimeSpan time)
    {
        Box box = detection.Box;
        (Id, Hits, _firstSeen) = (0, 0, time);
        Trail.Clear();
        _x = First(Center(box).X, box.Width);
        _y = First(Center(box).Y, box.Height);
        _width = First(box.Width, box.Width);
        _height = First(box.Height, box.Height);
        Note(detection, index, time);
    }

    /// <summary>Moves on to the time of an update.</summary>
    public void Predict(double seconds)
    {
        DetectionIndex = -1;
        Misses++;
        double width = Math.Max(_width.Position, SmallestSide), height = Math.Max(_height.Position, SmallestSide);
        double noise = options.MotionNoise * options.MotionNoise;
        _x.Predict(seconds, noise * width * width);
        _y.Predict(seconds, noise * height * height);
        _width.Predict(seconds, SizeShare * SizeShare * noise * width * width);
        _height.Predict(seconds, SizeShare * SizeShare * noise * height * height);
    }

    /// <summary>Takes in the detection of an update.</summary>
    public void Update(Detection detection, int index, TimeSpan time)
    {
        Box box = detection.Box;
        double deviationX = options.MeasurementNoise * box.Width, deviationY = options.MeasurementNoise * box.Height;
        _x.Update(Center(box).X, deviationX);
        _y.Update(Center(box).Y, deviationY);
        _width.Update(box.Width, deviationX);
        _height.Update(box.Height, deviationY);
        Note(detection, index, time);
    }

    /// <summary>What others see of it.</summary>
    public Track ToTrack(TimeSpan time) => new()
    {
        Id = Id,
        ClassId = _classId,
        Score = _score,
        Box = Box,
        Velocity = new Vector2((float)_x.Velocity, (float)_y.Velocity),
        Time = time,
        FirstSeen = _firstSeen,
        LastSeen = _lastSeen,
        Hits = Hits,
        Misses = Misses,
        DetectionIndex = DetectionIndex,
    };

    private void Note(Detection detection, int index, TimeSpan time)
    {
        (DetectionIndex, Misses, _lastSeen, _classId, _score) = (index, 0, time, detection.ClassId, detection.Score);
        Hits++;
        Trail.Add(new Vector2((float)_x.Position, (float)_y.Position));
    }

    private AxisFilter First(double position, double size) =>
        new(position, options.MeasurementNoise * size, FirstVelocity * size);

    private static (double X, double Y) Center(Box box) =>
        (((double)box.X1 + box.X2) / 2, ((double)box.Y1 + box.Y2) / 2);
}
