//! Weights outside of a device: named tensors, the safetensors file that holds them, and the way from
//! and to a module. Names are the paths of the module's fields, such as
//! `encoder.layers.0.expand.weight`.

use std::collections::{BTreeMap, HashMap};

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::tensor::{Device, Tensor, TensorData, Transaction};
use half::f16;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};

/// A tensor in ordinary memory, row-major.
#[derive(Debug, Clone, PartialEq)]
pub struct HostTensor {
    /// Size of each dimension.
    pub shape: Vec<usize>,
    /// As many values as the shape says.
    pub values: Vec<f32>,
}

/// Named tensors.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights {
    /// By name, in alphabetical order.
    pub tensors: BTreeMap<String, HostTensor>,
}

/// How numbers are stored in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// Two bytes a number: the shipped models.
    Half,
    /// Four bytes a number: checkpoints.
    Single,
}

/// Why a file does not hold the weights that were asked for.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// The bytes are not a whole safetensors file.
    #[error("the weights file is damaged or was cut off: {0}")]
    Damaged(#[from] safetensors::SafeTensorError),
    /// Neither f16 nor f32.
    #[error("tensor \"{name}\" is stored as {dtype:?}, which is neither F16 nor F32")]
    Type {
        /// The tensor.
        name: String,
        /// How it is stored.
        dtype: Dtype,
    },
    /// The module has a parameter that the file lacks.
    #[error("the weights file lacks \"{0}\"")]
    Missing(String),
    /// A tensor of another size.
    #[error("\"{name}\" has shape {found:?} where the model needs {expected:?}")]
    Shape {
        /// The tensor.
        name: String,
        /// Its shape in the file.
        found: Vec<usize>,
        /// The shape of the module's parameter.
        expected: Vec<usize>,
    },
    /// The device did not hand its numbers over.
    #[error("the weights could not be read from the device: {0}")]
    Device(String),
}

impl Weights {
    /// Reads a safetensors file of f16 or f32 tensors.
    ///
    /// # Errors
    /// [`WeightsError::Damaged`] and [`WeightsError::Type`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        let file = SafeTensors::deserialize(bytes)?;
        // Integer buffers, such as BERT's `position_ids`, are no weights.
        let floats = file.iter().filter(|(_, view)| view.dtype() != Dtype::I64);
        let tensors = floats.map(|(name, view)| {
            let values = match view.dtype() {
                Dtype::F16 => decode(view.data(), |raw: [u8; 2]| f16::from_le_bytes(raw).to_f32()),
                Dtype::F32 => decode(view.data(), f32::from_le_bytes),
                dtype => return Err(WeightsError::Type { name: name.to_string(), dtype }),
            };
            Ok((name.to_string(), HostTensor { shape: view.shape().to_vec(), values }))
        });
        Ok(Self { tensors: tensors.collect::<Result<_, _>>()? })
    }

    /// The safetensors file of these weights, with `note` in its metadata.
    ///
    /// # Errors
    /// [`WeightsError::Damaged`] where a shape and its number of values disagree.
    pub fn to_bytes(&self, precision: Precision, note: &[(&str, String)]) -> Result<Vec<u8>, WeightsError> {
        let encoded: Vec<(&String, &[usize], Vec<u8>)> = self
            .tensors
            .iter()
            .map(|(name, tensor)| {
                let bytes = match precision {
                    Precision::Half => tensor.values.iter().flat_map(|v| f16::from_f32(*v).to_le_bytes()).collect(),
                    Precision::Single => tensor.values.iter().flat_map(|v| v.to_le_bytes()).collect(),
                };
                (name, tensor.shape.as_slice(), bytes)
            })
            .collect();
        let dtype = match precision {
            Precision::Half => Dtype::F16,
            Precision::Single => Dtype::F32,
        };
        let views = encoded
            .iter()
            .map(|(name, shape, bytes)| Ok((name.as_str(), TensorView::new(dtype, shape.to_vec(), bytes)?)))
            .collect::<Result<Vec<_>, safetensors::SafeTensorError>>()?;
        let note = note.iter().map(|(key, value)| ((*key).to_string(), value.clone())).collect();
        Ok(safetensors::serialize(views, Some(note))?)
    }

    /// The metadata value that [`Weights::to_bytes`] stored under `key`.
    ///
    /// # Errors
    /// [`WeightsError::Damaged`] where the file has no readable header.
    pub fn note(bytes: &[u8], key: &str) -> Result<Option<String>, WeightsError> {
        let (_, metadata) = SafeTensors::read_metadata(bytes)?;
        Ok(metadata.metadata().as_ref().and_then(|note| note.get(key).cloned()))
    }

    /// Reads every parameter of a module, in one read-back: for checkpoints and exports, never inside
    /// the loop.
    ///
    /// # Errors
    /// [`WeightsError::Device`].
    pub async fn of_module<M: Module>(module: &M) -> Result<Self, WeightsError> {
        Self::gather(named_parameters(module)).await
    }

    /// Reads tensors from their device, in one read-back.
    ///
    /// # Errors
    /// [`WeightsError::Device`].
    pub async fn gather(parameters: Vec<Parameter>) -> Result<Self, WeightsError> {
        let device_error = |error: &dyn std::fmt::Debug| WeightsError::Device(format!("{error:?}"));
        let mut transaction = Transaction::default();
        let mut keys = Vec::with_capacity(parameters.len());
        for parameter in parameters {
            transaction = transaction.register(parameter.value);
            keys.push((parameter.name, parameter.shape));
        }
        let data = transaction.execute_async().await.map_err(|error| device_error(&error))?;
        let mut tensors = BTreeMap::new();
        for ((name, shape), data) in keys.into_iter().zip(data) {
            let values = data.try_into_vec::<f32>().map_err(|error| device_error(&error))?;
            tensors.insert(name, HostTensor { shape, values });
        }
        Ok(Self { tensors })
    }

    /// The tensors whose names begin with `prefix`, without it.
    #[must_use]
    pub fn under(&self, prefix: &str) -> Self {
        let stripped = |(name, tensor): (&String, &HostTensor)| {
            name.strip_prefix(prefix).map(|rest| (rest.to_string(), tensor.clone()))
        };
        Self { tensors: self.tensors.iter().filter_map(stripped).collect() }
    }

    /// One of the tensors on a device, flattened.
    pub fn flat(&self, name: &str, device: &Device) -> Option<Tensor<1>> {
        let tensor = self.tensors.get(name)?;
        Some(Tensor::from_data(TensorData::new(tensor.values.clone(), [tensor.values.len()]), device))
    }

    /// `module` with these weights on `device`.
    ///
    /// # Errors
    /// [`WeightsError::Missing`] and [`WeightsError::Shape`].
    pub fn load<M: Module>(&self, module: M, device: &Device) -> Result<M, WeightsError> {
        let mut loader = Loader { weights: self, device, path: Vec::new(), error: None };
        let module = module.map(&mut loader);
        loader.error.map_or(Ok(module), Err)
    }
}

/// The values of a tensor.
///
/// # Errors
/// [`WeightsError::Device`].
pub async fn read<const D: usize>(tensor: Tensor<D>) -> Result<Vec<f32>, WeightsError> {
    let data = tensor.into_data_async().await.map_err(|error| WeightsError::Device(format!("{error:?}")))?;
    data.try_into_vec::<f32>().map_err(|error| WeightsError::Device(format!("{error:?}")))
}

fn decode<const BYTES: usize>(data: &[u8], number: impl Fn([u8; BYTES]) -> f32) -> Vec<f32> {
    data.as_chunks::<BYTES>().0.iter().map(|raw| number(*raw)).collect()
}

/// A parameter of a module, flattened.
pub struct Parameter {
    /// The path of its field.
    pub name: String,
    /// What ties gradients and moments to it.
    pub id: ParamId,
    /// Its real shape.
    pub shape: Vec<usize>,
    /// Its values, without autodiff.
    pub value: Tensor<1>,
}

/// Every float parameter of a module, in the order of its fields.
pub fn named_parameters<M: Module>(module: &M) -> Vec<Parameter> {
    let mut collector = Collector::default();
    module.visit(&mut collector);
    collector.found
}

/// The values of every float parameter of a module, flattened, by name.
pub fn values_by_name<M: Module>(module: &M) -> HashMap<String, Tensor<1>> {
    named_parameters(module).into_iter().map(|parameter| (parameter.name, parameter.value)).collect()
}

#[derive(Default)]
struct Collector {
    path: Vec<String>,
    found: Vec<Parameter>,
}

impl ModuleVisitor for Collector {
    fn enter_module(&mut self, name: &str, _container_type: &str) {
        self.path.push(name.to_string());
    }

    fn exit_module(&mut self, _name: &str, _container_type: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let value = param.val().inner();
        let shape = value.dims().to_vec();
        self.found.push(Parameter { name: self.path.join("."), id: param.id, shape, value: value.flatten(0, D - 1) });
    }
}

struct Loader<'a> {
    weights: &'a Weights,
    device: &'a Device,
    path: Vec<String>,
    error: Option<WeightsError>,
}

impl Loader<'_> {
    fn find(&self, expected: &[usize]) -> Result<TensorData, WeightsError> {
        let name = self.path.join(".");
        let Some(tensor) = self.weights.tensors.get(&name) else {
            return Err(WeightsError::Missing(name));
        };
        if tensor.shape != expected {
            let (found, expected) = (tensor.shape.clone(), expected.to_vec());
            return Err(WeightsError::Shape { name, found, expected });
        }
        Ok(TensorData::new(tensor.values.clone(), tensor.shape.clone()))
    }
}

impl ModuleMapper for Loader<'_> {
    fn enter_module(&mut self, name: &str, _container_type: &str) {
        self.path.push(name.to_string());
    }

    fn exit_module(&mut self, _name: &str, _container_type: &str) {
        self.path.pop();
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        match self.find(param.lazy_shape().as_slice()) {
            Ok(data) => {
                let id = param.id;
                param.transform_for_load(Tensor::from_data(data, self.device), id)
            }
            Err(error) => {
                self.error.get_or_insert(error);
                param
            }
        }
    }
}
