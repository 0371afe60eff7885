namespace VisionPlugin.Components.Tracking;

/// <summary>
/// Kalman filter of one coordinate that moves with nearly constant velocity: its acceleration is white noise of
/// spectral density q (the continuous model of Bar-Shalom, "Estimation with Applications to Tracking and Navigation",
/// 6.2.2). Four of these are SORT's filter of a box, whose coordinates are independent of each other.
/// </summary>
internal struct AxisFilter
{
    // The covariance of position and velocity: [[_pp, _pv], [_pv, _vv]].
    private double _pp;
    private double _pv;
    private double _vv;

    /// <summary>Starts at a measured position, at rest.</summary>
    /// <param name="position">The position.</param>
    /// <param name="positionDeviation">Standard deviation of the measurement.</param>
    /// <param name="velocityDeviation">Standard deviation of the unknown velocity, per second.</param>
    public AxisFilter(double position, double positionDeviation, double velocityDeviation)
    {
        Position = position;
        _pp = positionDeviation * positionDeviation;
        _vv = velocityDeviation * velocityDeviation;
    }

    /// <summary>Estimated position.</summary>
    public double Position { get; private set; }

    /// <summary>Estimated velocity, per second.</summary>
    public double Velocity { get; private set; }

    /// <summary>Variance of the position.</summary>
    public readonly double Variance => _pp;

    /// <summary>
    /// Moves on by <paramref name="seconds"/>, with acceleration noise of density <paramref name="q"/>.
    /// </summary>
    public void Predict(double seconds, double q)
    {
        Position += Velocity * seconds;
        _pp += (seconds * ((2 * _pv) + (seconds * _vv))) + (q * seconds * seconds * seconds / 3);
        _pv += (seconds * _vv) + (q * seconds * seconds / 2);
        _vv += q * seconds;
    }

    /// <summary>Takes in a measurement with a standard deviation.</summary>
    public void Update(double measured, double deviation)
    {
        double total = _pp + (deviation * deviation), gain = _pp / total, velocityGain = _pv / total;
        double surprise = measured - Position;
        Position += gain * surprise;
        Velocity += velocityGain * surprise;
        _vv -= velocityGain * _pv;
        _pv *= 1 - gain;
        _pp *= 1 - gain;
    }
}
