"""The simulated carriers: they file, probe and deliver after seconds, as their configuration says."""

from qianming.carriers.simulator.behaviour import CarrierBehaviour
from qianming.carriers.simulator.configuration import BadConfiguration
from qianming.carriers.simulator.driver import SimulatedCarrier, simulated_carriers
from qianming.carriers.simulator.source import BehaviourFile

__all__ = ["BadConfiguration", "BehaviourFile", "CarrierBehaviour", "SimulatedCarrier", "simulated_carriers"]
